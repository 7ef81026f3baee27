"""The concept schemes for other programs, as SKOS; anybody may read them, from any site."""

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from vlaggenlijn.taxonomy import skos
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Label

FORMS = {"ttl": (skos.turtle, "text/turtle"), "jsonld": (skos.json_ld, "application/ld+json")}
ALL = "all"
LD = "application/ld+json"
BY_PREFERENCE = ["text/turtle", LD]


@login_not_required
@require_safe
def schemes(request: HttpRequest, slug: str = ALL, form: str = "") -> HttpResponse:
    """One concept scheme, or all of them; the form by its ending, else as the program accepts."""
    wanted = ConceptScheme.objects.all() if slug == ALL else ConceptScheme.objects.known_as(slug)
    found = [_facts(request, scheme) for scheme in wanted]
    form = form or ("jsonld" if request.get_preferred_type(BY_PREFERENCE) == LD else "ttl")
    if form not in FORMS or not found:
        raise Http404
    write, media_type = FORMS[form]
    body = write(request.build_absolute_uri(reverse("taxonomy:skos")), found).encode()
    response = HttpResponse(body, content_type=f"{media_type}; charset=utf-8")
    response["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept"])
    return get_conditional_response(request, etag=etag, response=response) or response


def _facts(request: HttpRequest, scheme: ConceptScheme) -> skos.Scheme:
    network = request.network  # type: ignore[attr-defined]
    concepts = Concept.objects.of_scheme(scheme.slug).seen_in(network or None).with_links()
    return skos.Scheme(
        slug=scheme.slug,
        titles=scheme.titles,
        nodes=[_node(one) for one in concepts],
        definitions=scheme.definitions,
        source=scheme.source,
        release=scheme.release,
    )


def _node(concept: Concept) -> skos.Node:
    return skos.Node(
        slug=concept.slug,
        words=[_word(one) for one in concept.labels.all()],
        definitions=concept.definitions,
        source=concept.source,
        broader=concept.broader.slug if concept.broader else "",
        related=[one.term for one in concept.related.all() if not one.is_retired],
        matches=concept.goals(),
    )


def _word(label: Label) -> skos.Word:
    is_preferred = label.kind == Label.Kind.PREFERRED
    return skos.Word(label.text, label.language, is_preferred, label.is_draft)
