// Bringing a save to the server, whatever stands in the way: a server that is down, a session that
// has ended, another person in the same browser.
import { cookie, payload } from "annotations/save"
import { metadataOf } from "annotations/metadata"
import { logInAgain, refreshToken, saveAs } from "annotations/login"

const TRIES = 12
const LONGEST = 60 // seconds between two tries

export class Delivery {
  constructor(workspace, { loginUrl }) {
    this.workspace = workspace
    this.loginUrl = loginUrl
    this.lost = null // what was sent without an answer, and may be saved or not
    this.tries = 0
    this.timer = 0
    window.addEventListener("online", () => this.lost && workspace.save())
  }

  // What is sent next: first of all what nobody answered, as it was. `count` is the state of the
  // page that it has.
  pack() {
    const { workspace } = this
    return this.lost ?? { data: payload(workspace), count: workspace.changes, metadata: metadataOf(workspace.form) }
  }

  // A draft was brought back whose last save nobody answered: asked for again, under its key.
  resume(key) {
    this.lost = { ...this.pack(), count: -1 } // not all that is in the page now
    this.lost.data.set("key", key)
  }

  // Resolves to {status, answer}; status 0 is no answer at all, and `answer.message` always says
  // what happened.
  async send(parcel) {
    clearTimeout(this.timer)
    this.lost = parcel
    this.workspace.drafting.renew() // a crash from here on leaves the key
    let result = await this.fetch(parcel.data)
    if (result.closed) result = await this.openAgain(parcel, result)
    while (result.answer.code === "another_user") {
      if (!(await saveAs(result.answer.user, this.workspace.user))) break
      this.workspace.user = result.answer.user
      parcel.data.set("user", result.answer.user.id)
      result = await this.fetch(parcel.data)
    }
    this.lost = result.status === 0 || result.status >= 500 ? parcel : null
    if (this.lost) this.tryLater(result.answer)
    else this.tries = 0
    return result
  }

  async fetch(body) {
    try {
      const response = await fetch(this.workspace.form.dataset.url || window.location.pathname, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
      })
      return await resultOf(response)
    } catch {
      return { status: 0, answer: { code: "no_answer", message: "The server cannot be reached." } }
    }
  }

  // No answer but the log-in page, or a refusal: after logging in it goes on by itself.
  async openAgain(parcel, refused) {
    const { workspace } = this
    if (!(await refreshToken(this.loginUrl))) {
      workspace.say("You are no longer logged in.", { bad: true })
      if (!(await logInAgain(this.loginUrl, workspace.user))) return refused
      workspace.say("Logged in. Saving …")
    }
    const result = await this.fetch(parcel.data)
    if (result.closed) result.answer.message = "You may not save this article, or no longer. Your work is kept in this browser."
    return result
  }

  // With growing pauses, for some minutes.
  tryLater(answer) {
    this.tries += 1
    if (this.tries > TRIES) {
      this.tries = 0
      answer.message += " Your work is kept in this browser. Save again later."
      return
    }
    const pause = Math.min(2 ** this.tries, LONGEST)
    answer.message += ` Your work is kept in this browser; trying again in ${pause} seconds.`
    this.timer = setTimeout(() => this.workspace.save(), pause * 1000)
  }
}

// `closed`: a page instead of an answer, since nobody is logged in or somebody else.
async function resultOf(response) {
  const { status } = response
  if (response.headers.get("Content-Type")?.startsWith("application/json")) return { status, answer: await response.json() }
  const closed = response.redirected || status === 403
  const message = closed
    ? "Nothing was saved, since you are no longer logged in. Your work is kept in this browser; save again to log in."
    : `The server could not save this (error ${status}).`
  return { status: closed ? 403 : status, closed, answer: { code: "no_answer", message } }
}
