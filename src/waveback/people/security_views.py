"""The page on signing in: what is set up, the password, other sessions."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground.web.pages import page
from waveback.people import account_actions, account_queries
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.people.account_forms import ChangePasswordForm
from waveback.people.account_views import see_other


def _told(code: str) -> HttpResponse:
    return see_other(f"{reverse('mfa_index')}?said={code}")


@for_member
@require_http_methods(["GET", "HEAD"])
def overview(request: MemberRequest) -> HttpResponse:
    held = account_queries.second_factors(request.member.user)
    return page(request, "mfa/index.html", {"place": "settings", "held": held})


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: MemberRequest) -> HttpResponse:
    member = request.member
    known = [member.practice.name, member.name, member.user.email]
    form = ChangePasswordForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        if member.user.check_password(form.cleaned_data["old"]):
            account_actions.change_password(member=member, password=form.cleaned_data["new"])
            update_session_auth_hash(request, member.user)
            return _told("people.password-changed")
        form.add_error("old", "This is not your password. Check it and try again.")
    return page(request, "account/password_change.html", {"form": form}, status=422 if form.is_bound else 200)


@for_member
@reauthenticated
@require_POST
def end_sessions(request: MemberRequest) -> HttpResponse:
    account_actions.end_other_sessions(
        member=request.member,
        keep=request.session.session_key,
    )
    return _told("people.sessions-ended")
