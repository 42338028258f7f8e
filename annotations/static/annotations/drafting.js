// The page's draft: written every few seconds, offered back by the next page that opens.
import { bodyOf } from "articles/editor"
import { Drafts } from "articles/drafts"
import { leadShown, setLead } from "articles/lead"
import { replaceText } from "annotations/lock"
import { metadataOf, setMetadata, setValue } from "annotations/metadata"
import { Notice, when } from "annotations/notices"

const EVERY = 3000 // ms

export class Drafting {
  constructor(workspace, { user, article }) {
    this.workspace = workspace
    this.drafts = new Drafts(user.id, article)
    this.kept = this.state() // that of what the draft has
    this.hasRoom = true
    this.notice = new Notice("Unsaved work")
    this.elsewhere = new Notice("Saved elsewhere")
    this.article = article
    this.channel = new BroadcastChannel("articles")
    this.channel.addEventListener("message", ({ data }) => this.hear(data))
    setInterval(() => this.keep(), EVERY)
    window.addEventListener("pagehide", () => this.keep())
    window.addEventListener("beforeunload", (event) => {
      if (Object.keys(workspace.store.unsent()).length) event.preventDefault()
    })
    document.addEventListener("visibilitychange", () => this.keep())
    // Back from the browser's memory of pages: what the server has, and the draft, are fetched anew.
    window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload())
    this.offer()
  }

  // Tells one state of what is to be kept from another; null: there is nothing.
  state() {
    const { changes, dirty, store } = this.workspace
    const unsent = store.unsent()
    return dirty || Object.keys(unsent).length ? JSON.stringify([changes, unsent]) : null
  }

  keep() {
    const { workspace } = this
    const now = this.state()
    if (now === this.kept) return
    this.kept = now
    if (now === null) return this.drafts.forget()
    const fits = this.drafts.keep(snapshot(workspace))
    if (this.hasRoom && !fits) {
      workspace.say("This browser has no room to keep a copy of unsaved work. Save more often.", { bad: true })
    }
    this.hasRoom = fits
  }

  // After a save; what was typed during it is kept anew.
  saved(article) {
    this.drafts.forget()
    this.drafts.belongTo(this.workspace.user.id, article)
    this.article = article
    this.elsewhere.hide()
    this.channel.postMessage({ article, base: Number(this.workspace.form.elements.base.value) })
    this.renew()
  }

  renew() {
    this.kept = null
    this.keep()
  }

  // Another tab saved this article.
  hear({ article, base }) {
    const { workspace } = this
    if (article !== this.article || base <= Number(workspace.form.elements.base.value)) return
    const next = workspace.dirty ? "When you save, that and this are put together." : "This page shows the one before."
    const reload = ["Show what was saved", () => window.location.reload()]
    this.elsewhere.show(`Another tab saved revision ${base} of this article. ${next}`, workspace.dirty ? [] : [reload])
  }

  async offer() {
    const now = snapshot(this.workspace)
    for (const draft of await this.drafts.left()) {
      if (isSame(draft, now)) {
        this.drafts.forget(draft.key)
        continue
      }
      this.show(draft)
      return
    }
  }

  show(draft) {
    const base = Number(this.workspace.form.elements.base.value)
    const since = draft.base === base ? "" : " The article was saved since; both will be put together."
    const on = draft.base ? ` on revision ${draft.base}` : ""
    this.notice.show(`You left work${on} that was not saved.${since}`, [
      [`Bring back what you wrote on ${when(draft.at)}`, () => this.bringBack(draft)],
      ["Throw away", () => this.throwAway(draft)],
    ])
  }

  throwAway(draft) {
    this.drafts.forget(draft.key)
    this.notice.hide()
    this.workspace.editor.view.focus()
    this.offer()
  }

  // Puts it into the page. What another save made of the article meanwhile is met by saving: the
  // base is the draft's, so the answer is a conflict, and the two are merged.
  async bringBack(draft) {
    const { workspace } = this
    const { form } = workspace
    const { dirty = true, unsent = {} } = draft // a draft of an earlier version of this page has neither
    const moved = draft.base !== Number(form.elements.base.value)
    this.notice.hide()
    if (dirty) {
      restore(workspace, draft)
      workspace.touch()
    }
    const first = fillCards(workspace, unsent)
    this.keep()
    if (this.hasRoom) this.drafts.forget(draft.key)
    workspace.editor.view.focus()
    workspace.say("Your work is back. It is not saved yet.")
    if (first && !dirty) workspace.panel.goTo(first)
    if (!dirty) return
    if (draft.lost) workspace.delivery.resume(draft.lost)
    if (moved || draft.lost) await workspace.save()
  }
}

// All that a save would write, as JSON.
function snapshot(workspace) {
  const { editor, form, store } = workspace
  const { base, version, headline, standfirst } = form.elements
  return {
    at: Date.now(),
    base: Number(base.value),
    version: version.value,
    lost: workspace.delivery.lost?.data.get("key") ?? null, // a save that nobody answered
    headline: headline.value,
    standfirst: standfirst.value,
    metadata: metadataOf(form),
    loaded: workspace.loaded,
    lead: leadShown(form),
    body: bodyOf(editor),
    annotations: store.unsaved(),
    unsent: store.unsent(),
    dirty: workspace.dirty,
  }
}

// Into the cards what was typed in their small forms; the first such entry.
function fillCards({ panel, store }, unsent) {
  const entries = Object.keys(unsent).flatMap((ref) => store.get(ref) ?? [])
  for (const entry of entries) {
    entry.unsent = unsent[entry.card.ref]
    panel.cardOf(entry).bring()
  }
  panel.refresh()
  return entries[0]
}

function restore(workspace, draft) {
  const { form, store } = workspace
  for (const name of ["headline", "standfirst"]) setValue(form.elements[name], draft[name])
  setMetadata(form, draft.metadata)
  workspace.loaded = draft.loaded
  if (draft.lead?.id !== leadShown(form)?.id) setLead(form, draft.lead)
  form.elements.base.value = draft.base
  form.elements.version.value = draft.version
  const names = store.take(draft.annotations)
  const body = draft.body.replace(/data-annotation="(new-\d+)"/g, (all, ref) => `data-annotation="${names[ref] ?? ref}"`)
  replaceText(workspace.editor, body)
}

function isSame(one, other) {
  const told = ({ headline, standfirst, metadata, lead, body, annotations, unsent }) =>
    JSON.stringify([headline, standfirst, metadata, lead?.id ?? null, body, annotations, unsent])
  return told(one) === told(other)
}
