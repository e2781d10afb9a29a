// Requests to our own server. Every answer is one of: ok, offline, signin, refused.

const body = document.body;

export const account = () => body.dataset.account;

export async function post(url, data, { keepalive = false } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": body.dataset.csrf },
      body: JSON.stringify(data),
      credentials: "same-origin",
      keepalive,
    });
  } catch {
    return { kind: "offline" };
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch {
    answer = null;
  }
  if (response.ok) return { kind: "ok", data: answer };
  if (response.status === 401 || answer?.code === "csrf") return { kind: "signin" };
  if (response.status >= 500 || response.status === 429) return { kind: "offline" };
  return { kind: "refused", status: response.status, data: answer };
}

// Somebody has signed in again, perhaps in another tab: go on with the new session if it is the
// same person; another person must not send what this one typed.
export async function renewSession() {
  try {
    const response = await fetch("/session", { credentials: "same-origin" });
    if (!response.ok) return false;
    const session = await response.json();
    if (session.account !== account()) return false;
    body.dataset.csrf = session.csrf;
    body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF-Token": session.csrf }));
    return true;
  } catch {
    return false;
  }
}
