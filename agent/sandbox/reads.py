"""Everything that can be read: the collections of `resources`, and the few addresses that are not collections."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.http import is_resource_modified

from agent.sandbox import activity_shapes, listing, matter_shapes, resources
from agent.sandbox.fields import Shape, parse, select
from agent.sandbox.firm import Record
from agent.sandbox.gate import need, scope
from agent.sandbox.listing import Listing
from agent.sandbox.office import Office
from agent.sandbox.problems import not_found
from agent.sandbox.resources import Resource


def routes(blueprint: Blueprint, office: Office) -> None:
    """Add all GET routes."""
    for resource in resources.ALL:
        _add_list(blueprint, office, resource)
        if resource.single:
            _add_single(blueprint, office, resource)
    _add_own(blueprint, office)
    _add_people_of_matter(blueprint, office)


def answer(office: Office, shape: Shape, record: Record, status: int = 200) -> Response:
    """One record, with the fields asked for; 304 when the caller's copy is still good."""
    asking = scope(office)
    response = jsonify(data=select(asking, shape, parse(request.args.get("fields"), shape), record))
    response.status_code = status
    if "etag" in record:
        response.headers["ETag"] = record["etag"]
        if request.method == "GET" and not is_resource_modified(request.environ, record["etag"]):
            return Response(status=304, headers={"ETag": record["etag"]})
    return response


def _listed(office: Office, how: Listing, records: list[Record]) -> dict[str, Any]:
    address = request.host_url.rstrip("/") + request.environ["sandbox.path"]
    return listing.page(how, records, scope=scope(office), url=address)


def _add_list(blueprint: Blueprint, office: Office, resource: Resource) -> None:
    how = resource.listing(lag_seconds=office.behaviour.listing_lag_seconds)

    def list_all() -> ResponseReturnValue:
        need(resource.permission)
        asking, records = scope(office).user["id"], office.firm.all(resource.path)
        shown = [each for each in records if each["user_id"] == asking] if resource.own else records
        return _listed(office, how, shown)

    blueprint.get(f"/{resource.path}", endpoint=f"list_{resource.path}")(list_all)


def _add_single(blueprint: Blueprint, office: Office, resource: Resource) -> None:
    def show(record_id: int) -> ResponseReturnValue:
        need(resource.permission)
        record = office.firm.find(resource.path, record_id)
        if record is None:
            raise not_found()
        return answer(office, resource.shape, record)

    blueprint.get(f"/{resource.path}/<int:record_id>", endpoint=f"show_{resource.path}")(show)


def _add_own(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/users/who_am_i")
    def who_am_i() -> ResponseReturnValue:
        need("Users")
        return answer(office, matter_shapes.USER, scope(office).user)

    @blueprint.get("/settings/billing")
    def billing() -> ResponseReturnValue:
        need("Billing")
        return answer(office, activity_shapes.BILLING, office.firm.billing)

    @blueprint.get("/timer")
    def timer() -> ResponseReturnValue:
        """The caller's one running timer."""
        need("Activities")
        user_id = scope(office).user["id"]
        for record in office.firm.all("timers"):
            if record["user_id"] == user_id:
                return answer(office, activity_shapes.TIMER, record)
        raise not_found()


def _add_people_of_matter(blueprint: Blueprint, office: Office) -> None:
    def matter_or_404(matter_id: int) -> Record:
        need("Matters")
        need("Contacts")
        matter = office.firm.find("matters", matter_id)
        if matter is None:
            raise not_found()
        return matter

    @blueprint.get("/matters/<int:matter_id>/client")
    def client(matter_id: int) -> ResponseReturnValue:
        matter = matter_or_404(matter_id)
        return answer(office, matter_shapes.MATTER_CLIENT, office.firm.get("contacts", matter["client_id"]))

    @blueprint.get("/matters/<int:matter_id>/contacts")
    def contacts(matter_id: int) -> ResponseReturnValue:
        """The client and everybody related to the matter."""
        matter = matter_or_404(matter_id)
        relations: dict[int, Record | None] = {matter["client_id"]: None}
        for each in _related(office, matter_id):
            relations.setdefault(each["contact_id"], each)
        shown = [_on_matter(office, matter, contact, relations[contact]) for contact in sorted(relations)]
        how = Listing(matter_shapes.MATTER_CONTACT, {}, ("id", "is_client"))
        return _listed(office, how, shown)

    @blueprint.get("/matters/<int:matter_id>/related_contacts")
    def related_contacts(matter_id: int) -> ResponseReturnValue:
        """Everybody related to the matter but its client."""
        matter = matter_or_404(matter_id)
        others = [each for each in _related(office, matter_id) if each["contact_id"] != matter["client_id"]]
        shown = [{**office.firm.get("contacts", each["contact_id"]), "relationship": each} for each in others]
        return _listed(office, Listing(matter_shapes.RELATED_CONTACT, {}), shown)


def _related(office: Office, matter_id: int) -> list[Record]:
    return [each for each in office.firm.all("relationships") if each["matter_id"] == matter_id]


def _on_matter(office: Office, matter: Record, contact_id: int, relationship: Record | None) -> Record:
    """A contact as it appears on one matter: `is_client` means this matter's client."""
    contact = office.firm.get("contacts", contact_id)
    is_client = contact_id == matter["client_id"]
    return {
        **contact,
        "is_client": is_client,
        "matter_id": matter["id"],
        "matter_number": str(matter["number"]),
        "description": matter["description"],
        "relationship_name": "Client" if is_client else (relationship or {}).get("description"),
        "relationship": relationship,
    }
