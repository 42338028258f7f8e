// What a save posts, and what the page shows of the article after it.
import { bodyOf } from "articles/editor"
import { places } from "annotations/marking"
import { isNew, isTouched, itemOf } from "annotations/store"

// The form, the body with its marks and what was done in the panel. A save is done once under its
// key, however often it is sent.
export function payload({ form, editor, store, user }) {
  const data = new FormData(form)
  data.delete("csrfmiddlewaretoken") // the cookie's is always fresh, after a new login too
  data.set("key", newKey())
  data.set("user", user.id)
  data.set("body", bodyOf(editor))
  data.set("annotations_loaded", "1")
  data.set("annotations", JSON.stringify(itemsOf(editor, store)))
  return data
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

// A new one whose words are gone stays in the panel until it has words again; a withdrawn one is
// nobody's business unless something is done with it.
function itemsOf(editor, store) {
  const standing = places(editor)
  return [...store.entries.values()]
    .filter((entry) => (isNew(entry) ? standing.has(entry.card.ref) : entry.card.status !== "withdrawn" || isTouched(entry)))
    .map((entry) => {
      entry.sent = { values: { ...entry.values }, action: entry.action }
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
}
