// Everything a web page can try with the agent's address: run in a hostile page, it tells how each try went.
async (agent) => {
  const body = JSON.stringify({ since: null });
  const json = { "Content-Type": "application/json" };
  const state = `${agent}/v1/state`;
  const asks = async (address, options) => {
    try {
      const answer = await fetch(address, options);
      return `${answer.type} ${answer.status} ${await answer.text()}`.trim();
    } catch {
      return "refused";
    }
  };
  const shows = (kind) =>
    new Promise((done) => {
      const it = document.createElement(kind);
      it.onload = () => done("loaded");
      it.onerror = () => done("refused");
      it.src = state;
      document.body.append(it);
    });
  const sendsForm = () =>
    new Promise((done) => {
      const [frame, form, field] = ["iframe", "form", "input"].map((name) => document.createElement(name));
      frame.name = form.target = "there";
      Object.assign(form, { method: "post", enctype: "text/plain", action: `${agent}/v1/pair/start` });
      field.name = "code";
      form.append(field);
      document.body.append(frame, form);
      form.submit();
      setTimeout(done, 700, "sent");
    });
  const hidesItsName = () =>
    new Promise((done) => {
      addEventListener("message", ({ data }) => done(data), { once: true });
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts";
      frame.srcdoc = `<script>fetch("${state}", { method: "POST", headers: ${JSON.stringify(json)}, body: "{}" })
        .then((answer) => parent.postMessage("read " + answer.status, "*"), () => parent.postMessage("refused", "*"))</script>`;
      document.body.append(frame);
    });
  return {
    "reads": await asks(state, {}),
    "posts as a form may": await asks(state, { method: "POST", body }),
    "posts without reading": await asks(`${agent}/v1/pair/start`, { method: "POST", mode: "no-cors", body }),
    "posts JSON": await asks(state, { method: "POST", headers: json, body }),
    "shows a picture": await shows("img"),
    "runs a script": await shows("script"),
    "sends a form": await sendsForm(),
    "hides its name": await hidesItsName(),
  };
}
