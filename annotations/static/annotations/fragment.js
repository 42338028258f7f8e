// A part of a card that the server writes, changed by requests of its own, at once: it has nothing
// to do with whether the text can be saved.
import { cookie } from "annotations/save"
import { isNew } from "annotations/store"

// `url` is that of annotation 0, `part` the selector of what is asked for. Returns a function that
// asks for it, with data to be done first or without; one request after the other. It resolves to
// whether the server did it. `show` gets the part, `tell` what went wrong.
export function fragment(entry, url, { part, show, tell }) {
  let last = Promise.resolve() // the request before

  async function request(data) {
    try {
      const response = await fetch(`${url.replace("/0/", `/${entry.card.id}/`)}?fragment=1`, {
        method: data ? "POST" : "GET",
        body: data,
        headers: data ? { "X-CSRFToken": cookie("csrftoken") } : {},
      })
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      const fresh = response.redirected ? null : page.querySelector(part)
      if (fresh) show(document.adoptNode(fresh))
      else tell(refusal(response))
      return response.ok && Boolean(fresh)
    } catch {
      tell("The server could not be reached. Nothing is lost; try again in a moment.")
      return false
    }
  }

  return (data) => {
    last = last.then(() => !isNew(entry) && request(data))
    return last
  }
}

function refusal(response) {
  if (response.redirected) return "You are no longer logged in. Log in again in another tab, then try again: nothing is lost."
  if (response.status === 403) return "You may not do this. Nothing was done."
  return `The server could not do this (error ${response.status}). Nothing is lost; try again in a moment.`
}
