"""The two invented calls: audio, script, transcript as a VTT file, and gold time entries.

Left channel: the lawyer's microphone. Right channel: what the computer plays
(the client). Sentences are spoken by espeak-ng, placed with natural pauses,
and shaped and joined by sox. The practice call's sentences are part of the
training grammar. The second call uses the same words but only sentences that
do not occur in the training data; with the data at hand this is checked.

    python calls.py [TRAINING_DATA.json ...]

writes *.flac, *.vtt, *.script.json, *.gold.json and matters.json into agent/voice.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy as np
import soundfile

import grammar
from synthesise import RATE, speak

VOICE = pathlib.Path(__file__).parents[2] / "agent" / "voice"

PRACTICE = {
    "id": "practice_call",
    "call_start": "2026-05-19T10:00:00+10:00",
    "voices": {"Ruth Calder": ("mic", "en-gb-x-rp+f3", 158, 50), "Marcus Hale": ("system", "en-gb+m3", 150, 44)},
    "turns": """
R Good morning Marcus, this is Ruth Calder from Kestrel Lane Lawyers.
M Good morning Ruth, how are you?
R Very well, thank you. Before we start, this call is being recorded, so that I can keep a note of the time. Are you happy with that?
M Yes, that is fine with me.
R Thank you. How was your weekend?
M Lovely, we took the kids to the beach, and it rained all of Sunday.
R The garden needs it.
M It does.
R All right, let us begin with the lease of the shop, that is file number two zero four one seven, for Copper Kettle Bakery.
M Yes, the landlord has sent a new draft lease and I do not like it.
R I read the draft this morning. The landlord is Marlin Square, and they want a term of five years, with an option of three years.
M What about the rent?
R The rent is six thousand two hundred dollars a month, and it goes up by four percent every year.
M That is too much, I can pay five thousand eight hundred.
R Then we will ask for five thousand eight hundred, and a rent free period of two months for the fit out.
M Good, and what about the bank guarantee?
R They want a bank guarantee of forty thousand dollars, sorry, not forty, forty five thousand dollars.
M Forty five thousand, that is a lot of money.
R I agree. My advice is to offer three months of rent.
M Yes, please do that.
R Can you hold for a moment, someone is at the door.
M Sure.
R 8.5 Thank you for holding, I am back.
M No problem.
R Now the building dispute, that is file number two zero four three one.
M Yes, the house. The roof is leaking again, and Tallow Creek Builders will not answer my calls.
R When did the leak start?
M On the ninth of March, after the storm.
R Have you paid the last invoice?
M No, the last invoice is eighteen thousand five hundred dollars, and I have not paid it.
R Good, do not pay it yet. The expert report says that it will cost thirty two thousand dollars to repair the roof.
M What do we do next?
R The contract says that we must give the builder ten business days to repair the defects.
M And if they do nothing?
R Then we file a claim in the tribunal. The hearing could be in August.
M How much will that cost me?
R I think between six and eight thousand dollars in fees.
M All right, let us do it.
R I will send the letter to the builder by Friday. And please send me the photos of the roof.
M I will email them tonight.
R Thank you Marcus, we will talk next week.
M Thank you Ruth, have a good day.
R Goodbye.
M Bye.
""",
    "traps": ["two_matters_one_client", "corrected_figure", "hold", "future_work", "consent_at_start", "small_talk"],
    "entries": [
        {"matter": "20417-Copper Kettle", "matter_states": ["auto", "suggest"], "segments": ["s9-s20"],
         "activity": "A106", "billable": True,
         "facts": [
             {"k": "draft_lease", "must": ["draft"], "where": "narrative | facts"},
             {"k": "landlord", "must": ["Marlin Square"], "where": "narrative | facts"},
             {"k": "term", "must": [r"\b(five|5)([ -]years?)?\b"], "where": "narrative | facts"},
             {"k": "rent_asked", "must": [r"6,?200|six thousand two hundred"], "where": "narrative | facts"},
             {"k": "rent_offered", "must": [r"5,?800|five thousand eight hundred"], "where": "narrative | facts"},
             {"k": "rent_free", "must": [r"(two|2)[ -]months?"], "where": "narrative | facts"},
             {"k": "guarantee", "must": [r"45,?000|forty[ -]five thousand|three months|3 months"],
              "where": "narrative | facts"}],
         "forbid": [r"guarantee of (\$ ?40,?000|forty thousand)",
                    r"\blease (was |has been )?(signed|executed|finalised)", r"leak|tribunal|Tallow"],
         "reference": {"narrative": "Telephone conference with Marcus Hale regarding draft lease from Marlin Square: "
                                    "term, rent of $6,200 a month, counter-offer of $5,800 with two months rent free, "
                                    "and bank guarantee of $45,000; advice to offer three months' rent.",
                       "facts": ["Term five years with option of three", "Rent rises four percent every year"]}},
        {"matter": "20431-Hale", "matter_states": ["auto", "suggest"], "segments": ["s25-s40"],
         "activity": "A106", "billable": True,
         "facts": [
             {"k": "roof", "must": ["roof|leak"], "where": "narrative | facts"},
             {"k": "builder", "must": ["Tallow Creek|builder"], "where": "narrative | facts"},
             {"k": "date", "must": [r"\b0?9(th)?( of)? (mar(ch)?)|(mar(ch)?) (the )?0?9(th)?\b|ninth( of)? march|-03-09\b"],
              "where": "narrative | facts"},
             {"k": "invoice", "must": [r"18,?500|eighteen thousand five hundred"], "where": "narrative | facts"},
             {"k": "repair_cost", "must": [r"32,?000|thirty[ -]two thousand"], "where": "narrative | facts"},
             {"k": "notice_period", "must": [r"\b(ten|10)\b[ -](business|working)"], "where": "narrative | facts"},
             {"k": "tribunal", "must": ["tribunal"], "where": "narrative | facts"}],
         "forbid": [r"\b(sent|drafted|prepared|issued) (the |a |an )?(letter|notice)|\b(letter|notice) (was |has been )?sent",
                    r"\b(filed|lodged) (a |the )?(claim|application)", r"hearing (is )?(listed|set|fixed)", r"bakery|bank guarantee"],
         "reference": {"narrative": "Telephone conference with Marcus Hale regarding leaking roof and dispute with Tallow "
                                    "Creek Builders: advice not to pay invoice of $18,500, expert's repair cost of $32,000, "
                                    "ten business days' notice to repair, tribunal claim and estimate of fees.",
                       "facts": ["Leak started on 9 March", "Fees of six to eight thousand dollars"]}}],
    "nonbillable": ["s1-s8", "s21-s24", "s41-s44"],
}

SECOND = {
    "id": "second_call",
    "call_start": "2026-06-10T15:30:00+10:00",
    "voices": {"Daniel Osman": ("mic", "en-us+m7", 156, 46), "Grace Lindell": ("system", "en-gb+f3", 152, 52)},
    "turns": """
D Good morning Grace, this is Daniel Osman from Kestrel Lane Lawyers.
G Good morning Daniel, this is Grace Lindell from Heron Dairy.
D Before we begin, I am recording this call, is that all right, and do you agree to the recording?
G Yes, I am happy with that, and yes, that is fine with me.
D The debt, file number one nine eight five two.
G Cedar Freight has not paid the invoice, and there are twelve invoices in the file.
D What is the debt, and which invoice do you mean?
G The debt is twenty seven thousand four hundred dollars.
D I reviewed the contract of sale for Heron Dairy yesterday. Clause fourteen of the contract says that the buyer must pay.
G I spoke to Cedar Freight about the invoice for forty minutes.
D My advice is that you should send the letter by the twelfth of June.
G What if they do not pay, and what happens next?
D Then we file a statement of claim in the local court, and it will take nine months.
G I would like to settle the claim for twenty five thousand dollars.
D I will draft the settlement offer on Thursday at half past three.
G Please send the settlement offer by Friday the nineteenth.
D Thank you Grace, we will talk on Monday the twenty second.
G Thank you Daniel, have a good evening, goodbye Daniel.
""",
    "traps": ["future_work", "consent_at_start", "other_side_named"],
    "entries": [
        {"matter": "19852-Heron Dairy", "matter_states": ["auto", "suggest"], "segments": ["s5-s16"],
         "activity": "A106", "billable": True,
         "facts": [
             {"k": "debtor", "must": ["Cedar Freight"], "where": "narrative | facts"},
             {"k": "amount", "must": [r"27,?400|twenty[ -]seven thousand four hundred"], "where": "narrative | facts"},
             {"k": "clause", "must": [r"clause (14|fourteen)"], "where": "narrative | facts"},
             {"k": "letter", "must": [r"letter"], "where": "narrative | facts"},
             {"k": "court", "must": [r"local court"], "where": "narrative | facts"},
             {"k": "settle", "must": [r"25,?000|twenty[ -]five thousand"], "where": "narrative | facts"}],
         "forbid": [r"\b(drafted|sent|prepared) (the |a |an )?(letter|offer)|\b(letter|offer) (was |has been )?(sent|drafted)",
                    r"\b(filed|lodged) (a |the )?claim", r"settled (for|at)"],
         "reference": {"narrative": "Telephone conference with Grace Lindell regarding debt of $27,400 owed by Cedar "
                                    "Freight: review of contract, clause 14, advice on letter, statement of claim in the "
                                    "local court and instructions to settle at $25,000.",
                       "facts": ["Twelve invoices in the file", "Letter by the twelfth of June"]}}],
    "nonbillable": ["s1-s4", "s17-s18"],
}

MATTERS = [
    (20417, "Copper Kettle", "Lease of bakery shop from Marlin Square", "Copper Kettle Bakery Pty Ltd", "Property",
     [("Marcus Hale", "marcus@copperkettle.example.com", "0400 000 417")]),
    (20431, "Hale", "Hale v Tallow Creek Builders - roof defects", "Marcus Hale", "Litigation",
     [("Marcus Hale", "m.hale@example.com", "0400 000 431")]),
    (20388, "Copper Kettle", "Equipment finance - settled", "Copper Kettle Bakery Pty Ltd", "Finance",
     [("Marcus Hale", "marcus@copperkettle.example.com", "0400 000 417")]),
    (19852, "Heron Dairy", "Debt recovery from Cedar Freight", "Heron Dairy Pty Ltd", "Litigation",
     [("Grace Lindell", "grace@herondairy.example.com", "0400 000 852")]),
    (19870, "Farrow", "Estate of Victor Farrow - probate", "Estate of Victor Farrow", "Estates",
     [("Elena Farrow", "e.farrow@example.com", "0400 000 870")]),
    (20102, "Pepper Timber", "Supply contract review", "Pepper Timber Pty Ltd", "Commercial",
     [("Sofia Petrov", "sofia@peppertimber.example.com", "0400 000 102")]),
    (20256, "Doyle", "Purchase of house - contract of sale", "Hannah Doyle", "Property",
     [("Hannah Doyle", "h.doyle@example.com", "0400 000 256")]),
]


def split(text):
    """The sentences of a turn."""
    return [s.strip() for s in text.replace("?", "?|").replace(".", ".|").split("|") if s.strip()]


def turns_of(call):
    people = {name[0]: name for name in call["voices"]}
    for line in call["turns"].strip().splitlines():
        who, text = line.split(" ", 1)
        pause = None
        if text[0].isdigit():
            pause, text = text.split(" ", 1)
        yield people[who], float(pause) if pause else None, text


def seconds(segments, script):
    """Union of the turns' intervals, gaps of at most 30 s joined (see FORMAT.md)."""
    total, last = 0., None
    for part in segments:
        a, _, b = part.replace("s", "").partition("-")
        for turn in script[int(a) - 1:int(b or a)]:
            total += turn["end"] - (last if last is not None and turn["start"] - last <= 30 else turn["start"])
            last = turn["end"]
    return round(total)


def clock(s):
    return f"{int(s // 3600):02d}:{int(s // 60 % 60):02d}:{s % 60:06.3f}"


def make(call, trained=frozenset()):
    r = random.Random(call["id"])
    tracks, script, now = {"mic": [], "system": []}, [], 1.2
    for who, pause, text in turns_of(call):
        track, voice, speed, pitch = call["voices"][who]
        now += pause if pause is not None else r.uniform(.35, .85)
        start = now
        for i, sentence in enumerate(split(text)):
            if i:
                now += r.uniform(.25, .45)
            x = speak(sentence, voice, speed + r.randint(-4, 4), pitch, 0)
            tracks[track].append((now, .5 * x / np.abs(x).max()))
            now += len(x) / RATE
        turn = {"speaker": who, "track": track, "text": text,
                "words": " ".join(grammar.plain(s) for s in split(text)),
                "start": round(start, 3), "end": round(now, 3)}
        known = [s for s in split(text) if grammar.plain(s) in trained]
        assert not known, known
        script.append(turn)
    length = int((now + 1.2) * RATE)
    g = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        for name, parts in tracks.items():
            x = np.zeros(length, "f4")
            for at, y in parts:
                i = int(at * RATE)
                x[i:i + len(y)] += y
            if name == "mic":                       # a quiet room; the system track is silent between the words
                x += g.standard_normal(length).astype("f4") * 10 ** (-64 / 20)
            soundfile.write(f"{folder}/{name}.wav", x, RATE, "PCM_24")
            subprocess.run(["sox", "-D", f"{folder}/{name}.wav", "-b", "24", f"{folder}/{name}2.wav", "highpass", "60",
                            "bass", "+2", "treble", "-2", "gain", "-1"], check=True)
        subprocess.run(["sox", "-D", "-M", f"{folder}/mic2.wav", f"{folder}/system2.wav", "-b", "16", "-C", "8",
                        str(VOICE / (call["id"] + ".flac"))], check=True)
    entries = []
    for entry in call["entries"]:
        s = seconds(entry["segments"], script)
        entries.append({**{k: entry[k] for k in ("matter", "matter_states", "segments", "activity", "billable")},
                        "seconds": s, "units": max(1, -(-s // 360)),
                        **{k: entry[k] for k in ("facts", "forbid", "reference")}})
    gold = {"id": call["id"], "file": call["id"] + ".vtt", "kind": "zoom_vtt", "audio": call["id"] + ".flac", "call_start": call["call_start"],
            "timekeeper": next(iter(call["voices"])), "participants": list(call["voices"]), "traps": call["traps"],
            "entries": entries, "nonbillable": call["nonbillable"], "no_entry": False}
    cues = [f"{i}\n{clock(t['start'])} --> {clock(t['end'])}\n{t['speaker']}: {t['text']}\n" for i, t in enumerate(script, 1)]
    (VOICE / f"{call['id']}.vtt").write_text("\n".join(["WEBVTT\n", *cues]))
    for kind, value in (("script", script), ("gold", gold)):
        (VOICE / f"{call['id']}.{kind}.json").write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")
    print(call["id"], f"{length / RATE:.1f} s,", len(script), "turns,", sum(len(t["words"].split()) for t in script), "words")


def main(data):
    for call in (PRACTICE, SECOND):
        for _, _, text in turns_of(call):
            for sentence in split(text):            # every word must be one the model can write
                unknown = set(grammar.words(sentence)[:-1]) - set(grammar.vocabulary())
                assert not unknown, (sentence, unknown)
    trained = {grammar.plain(p[2]) for name in data for parts in json.load(open(name))["labels"] for p in parts}
    make(PRACTICE)
    make(SECOND, trained)
    matters = [{"id": 7000 + i, "display_number": f"{number}-{short}", "description": description,
                "status": "Closed" if "settled" in description else "Open",
                "client": {"id": 900 + i, "name": client},
                "contacts": [{"name": n, "email": e, "phone": p} for n, e, p in contacts],
                "practice_area": area, "billing_method": "hourly"}
               for i, (number, short, description, client, area, contacts) in enumerate(MATTERS)]
    (VOICE / "matters.json").write_text(json.dumps(matters, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
