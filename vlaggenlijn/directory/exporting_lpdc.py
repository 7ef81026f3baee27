"""Which services of a network are public services, and their export for LPDC and IPDC.

The rule: an active service, at home in the network, of a government. A government is a municipality
or an OCMW by its sector, has an OVO number, or has the address of a bestuurseenheid. What a
non-profit offers is no public service, also where government pays for it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.hsds import lists
from vlaggenlijn.directory.lpdc import CONTEXT, Authority, public_service
from vlaggenlijn.directory.models import Organization, OrganizationIdentifier, Service

CHUNK = 200


def public_services(network: LocalNetwork | None) -> list[UUID]:
    """Return the ids of the public services, in the order of their names."""
    governments = Organization.objects.of_government()
    found = Service.objects.published().active().filter(organization__in=governments.values("pk"))
    found = found.at_home_in(network) if network else found
    return list(found.values_list("pk", flat=True))


def exported(network: LocalNetwork | None, site: str) -> Iterator[str]:
    """Return the document piece by piece; ``site`` is "https://host"."""
    form = network.form_of_address if network else "je"
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['
    ids = public_services(network)
    separator = "\n"
    for start in range(0, len(ids), CHUNK):
        services = lists.whole(ids[start : start + CHUNK])
        authorities = _authorities({UUID(one["organization_id"]) for one in services}, site)
        for one in services:
            authority = authorities[UUID(one["organization_id"])]
            node = public_service(one, authority, site, form)
            yield separator + json.dumps(node, ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n"


def _authorities(ids: set[UUID], site: str) -> dict[UUID, Authority]:
    numbers: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = OrganizationIdentifier.objects.filter(organization__in=ids)
    for one in rows.order_by("identifier_type", "identifier"):
        numbers[one.organization_id].setdefault(one.identifier_type, one.identifier)
    local = set(Organization.objects.local_governments().with_ids(ids).values_list("pk", flat=True))
    return {
        one.pk: Authority(
            uri=numbers[one.pk].get("uri", "") or f"{site}{one.get_absolute_url()}#organisatie",
            name=one.name,
            identifiers=tuple(
                numbers[one.pk][kind] for kind in ("kbo", "ovo") if kind in numbers[one.pk]
            ),
            is_local=one.pk in local,
        )
        for one in Organization.objects.with_ids(ids)
    }
