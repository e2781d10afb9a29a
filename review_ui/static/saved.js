// What the bar says of what was typed: saved, being saved, kept here, or waiting for a sign-in.

export function tellSaved({ unsent, sending, trouble }) {
  const saved = document.getElementById("saved");
  const waiting = trouble ? "unsent" : "sending";
  const kind = trouble === "signin" ? "signin" : unsent ? waiting : sending ? "sending" : "saved";
  saved.dataset.kind = kind;
  if (kind !== "signin") {
    saved.textContent = saved.dataset[kind].replace("{count}", unsent);
    return;
  }
  const link = document.createElement("a");
  link.href = `/login?next=${location.pathname}`;
  link.textContent = saved.dataset.signin;
  saved.replaceChildren(link);
}
