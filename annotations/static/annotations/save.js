// Saving without leaving the page.
import { bodyOf } from "articles/editor"
import { places } from "annotations/marking"
import { isNew, isTouched, itemOf } from "annotations/store"

// Posts the form, the body with its marks and what was done in the panel. Returns
// {status, answer}; status 0 is no answer at all, and `answer.message` always says what happened.
export async function post(form, editor, store) {
  const data = new FormData(form)
  data.delete("csrfmiddlewaretoken") // the cookie's is always fresh, after a new login too
  data.set("body", bodyOf(editor))
  data.set("annotations_loaded", "1")
  data.set("annotations", JSON.stringify(itemsOf(editor, store)))
  try {
    const response = await fetch(form.dataset.url || window.location.pathname, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
    })
    return { status: response.status, answer: await answerOf(response) }
  } catch {
    return { status: 0, answer: { message: "The server could not be reached. Nothing is lost; save again in a moment." } }
  }
}

async function answerOf(response) {
  if (response.headers.get("Content-Type")?.startsWith("application/json")) return response.json()
  // A page instead of an answer: the login form, or the server's own error page.
  const login = response.redirected || response.status === 403
  return {
    code: "no_answer",
    message: login
      ? "You are no longer logged in. Log in again in another tab, then save here: nothing is lost."
      : `The server could not save this (error ${response.status}). Nothing is lost; save again in a moment.`,
  }
}

// A new one whose words are gone stays in the panel until it has words again; a withdrawn one is
// nobody's business unless something is done with it.
function itemsOf(editor, store) {
  const standing = places(editor)
  return [...store.entries.values()]
    .filter((entry) => (isNew(entry) ? standing.has(entry.card.ref) : entry.card.status !== "withdrawn" || isTouched(entry)))
    .map((entry) => {
      entry.sent = { ...entry.values }
      return itemOf(entry)
    })
}

export function cookie(name) {
  const found = document.cookie.split("; ").find((item) => item.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ""
}

// What the page shows of the article besides its text and annotations, as it is after a save.
export function showArticle(form, answer) {
  for (const name of ["base", "version", "slug"]) form.elements[name].value = answer[name]
  form.elements.lead_image.defaultValue = form.elements.lead_image.value
  form.dataset.url = answer.url
  if (window.location.pathname !== answer.url) window.history.replaceState(null, "", answer.url)
  document.querySelector("[data-state]").textContent = answer.state
  document.querySelector("[data-actions]").innerHTML = answer.buttons
  document.querySelector("[data-crumb]").textContent = answer.headline
  document.getElementById("transition-form").action = answer.transition_url
  for (const name of ["history", "revisions"]) {
    const link = document.querySelector(`[data-${name}]`)
    link.href = answer[`${name}_url`]
    link.hidden = false
  }
}
