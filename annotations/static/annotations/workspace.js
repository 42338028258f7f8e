// The preset "workspace": the editor, the marks, the toolbar and the panel, tied together.
import { bodyOf, createEditor, growingFields, leftOut } from "articles/editor"
import { leadPicture } from "articles/lead"
import { settle } from "annotations/conflict"
import { Delivery } from "annotations/delivery"
import { Drafting } from "annotations/drafting"
import { showFormErrors } from "annotations/fields"
import { Finding, Findings } from "annotations/finding"
import { Help } from "annotations/help"
import { listenToKeys } from "annotations/keys"
import { Languages } from "annotations/languages"
import { guardLeaving } from "annotations/leaving"
import { TextLock, addLock } from "annotations/lock"
import { Annotation } from "annotations/mark"
import { addressesIn, places, removeMark, selectedRange, setMark, spansOf, syncMarks, wordsIn } from "annotations/marking"
import { metadataOf } from "annotations/metadata"
import { Occurrences } from "annotations/occurrences"
import { Offers } from "annotations/offers"
import { Panel } from "annotations/panel"
import { prefill } from "annotations/prefill"
import { Reattaching } from "annotations/reattach"
import { Reviewing } from "annotations/reviewing"
import { showArticle } from "annotations/save"
import { Store, isNew, needsReview } from "annotations/store"
import { Telling } from "annotations/telling"
import { KINDS, selectionToolbar } from "annotations/toolbar"

class Workspace {
  constructor(textarea) {
    const settings = JSON.parse(document.getElementById("workspace-data").textContent)
    this.textarea = textarea
    this.form = textarea.form
    this.store = new Store(settings)
    this.changes = 0 // counts everything that a save would write
    this.savedAt = 0 // the count at the last save
    this.user = settings.user // in whose name it is saved
    this.saving = null
    this.decided = new Set() // entries with a decision that is yet to be saved
    this.decisions = Promise.resolve()
    this.telling = new Telling()
    this.editor = createEditor(textarea, {
      more: [Annotation.configure({ store: this.store }), TextLock, Findings],
      content: this.form.dataset.bound ? textarea.value : settings.body,
      onChange: () => this.touch(),
    })
    this.loaded = metadataOf(this.form) // as the server has it
    growingFields(this.form)
    leadPicture(this.form)
    const act = (entry, action) => this.act(entry, action)
    const say = (message, how) => this.say(message, how)
    const edited = () => this.touch()
    this.panel = new Panel(this.editor, this.store, settings, { edited, act, say })
    new Occurrences(this.panel, { say })
    this.languages = new Languages(this.editor, this.form.elements.language)
    this.offers = new Offers(this.panel, { say, about: (range) => this.about(range) })
    this.reviewing = new Reviewing(this.panel, { act, say })
    this.toolbar = selectionToolbar(this.editor, (kind) => this.tag(kind))
    const lock = addLock(this.editor, this.form, { mayUnlock: settings.mayEditText })
    const apply = (entry, range, turn) => this.reattach(entry, range, turn)
    this.reattaching = new Reattaching(this.panel, lock, { apply, say })
    this.delivery = new Delivery(this, settings)
    this.drafting = new Drafting(this, settings)
    this.finding = new Finding(this.editor, { say })
    this.help = new Help()
    listenToKeys(this)
    guardLeaving(this)
    this.listen()
    this.openNamed()
    // When it has loaded the page, the browser goes to the element of that name and drops the focus.
    window.addEventListener("load", () => document.activeElement === document.body && this.openNamed())
  }

  get dirty() {
    return this.changes !== this.savedAt
  }

  touch() {
    this.changes += 1
    this.showSaved()
  }

  showSaved(text) {
    this.telling.showSaved(this.dirty, text)
  }

  say(message, how) {
    this.telling.say(message, how)
  }

  // Tagging, and what is done with one annotation

  tag(kind) {
    const range = selectedRange(this.editor)
    if (!range || !this.store.allowedWhenNew.includes("edit")) return
    const entry = this.store.create(kind, prefill(kind, wordsIn(this.editor, range), this.about(range)))
    setMark(this.editor, entry.card.ref, range)
    this.panel.open(entry)
    const label = KINDS.find(([name]) => name === kind)[1]
    this.say(`${label} added. Alt+Shift+P goes to its fields.`)
  }

  // What is known of a post beside its words.
  about(range) {
    return { addresses: addressesIn(this.editor, range), language: this.languages.of(wordsIn(this.editor, range)) }
  }

  act(entry, action) {
    if (action === "discard") {
      entry.edited = false
      removeMark(this.editor, entry.card.ref)
      this.panel.refresh()
      this.editor.view.focus()
    } else if (action === "reattach") {
      this.reattaching.start(entry, this.reviewing.turnOf(entry))
    } else {
      this.decide(entry, action)
    }
  }

  reattach(entry, range, turn) {
    setMark(this.editor, entry.card.ref, range)
    if (isNew(entry)) this.say("Its words are marked.")
    else this.decide(entry, "reattach", turn)
  }

  // One decision after the other, each with a save of its own.
  decide(entry, action, turn = this.reviewing.turnOf(entry)) {
    if (this.decided.has(entry)) return
    this.decided.add(entry)
    this.decisions = this.decisions
      .then(async () => {
        if ((await this.saving) === false) return
        entry.action = action
        if (await this.save()) this.reviewing.done(entry, action, turn)
      })
      .finally(() => this.decided.delete(entry))
  }

  // Saving

  // Resolves to whether all was saved that was there when it was called.
  async save() {
    while (this.saving) if (!(await this.saving)) return false
    this.saving = this.saveOnce().finally(() => {
      this.saving = null
    })
    return this.saving
  }

  async saveOnce(retried = false) {
    this.showSaved("Saving …")
    const { lost } = this.delivery
    const parcel = this.delivery.pack()
    const { status, answer } = await this.delivery.send(parcel)
    if (status === 200) {
      this.savedAt = parcel.count
      this.loaded = { ...parcel.metadata, slug: answer.slug }
      this.absorb(answer)
      return lost && (this.dirty || this.store.isDecided()) ? this.saveOnce() : true // what came later
    }
    if (answer.code === "stale" && answer.latest) return settle(this, answer, retried)
    this.refuse(answer)
    return false
  }

  absorb(answer) {
    const elsewhere = [...this.store.entries.values()].filter((entry) => entry.sent?.action === "undo")
    this.store.absorb(answer.annotations, answer.ids)
    showArticle(this.form, answer)
    showFormErrors(this.form, {})
    const count = this.changes
    syncMarks(this.editor, this.store, { moved: this.dirty, elsewhere })
    if (this.savedAt === count) this.savedAt = this.changes // marks put right are no edit
    this.panel.refresh()
    this.drafting.saved(answer.article)
    const time = new Date().toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    this.showSaved(this.dirty ? undefined : `Saved ${time}`)
    if (!this.decided.size) this.reviewing.forget()
    const open = this.panel.reviewed.length
    const [message] = answer.messages
    this.say(message ?? (open ? `Saved. ${open} to review.` : "Saved."), { bad: Boolean(message) })
  }

  refuse(answer) {
    const again = !answer.code || answer.code === "no_answer" || answer.errors?.annotations
    this.store.dropDecisions({ all: !again })
    for (const entry of this.store.entries.values()) {
      entry.errors = answer.errors?.annotations?.[entry.card.ref] ?? {}
    }
    showFormErrors(this.form, answer.errors ?? {})
    this.showSaved(this.dirty ? "Unsaved changes" : undefined)
    this.panel.showErrors()
    this.say(answer.message ?? "Nothing was saved.", { bad: true })
  }

  // Controls

  listen() {
    this.form.addEventListener("input", (event) => {
      if (event.target.closest(".desk-text") && !event.target.closest(".prose-editor")) this.touch()
    })
    this.panel.element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches(".card-fields input")) return
      event.preventDefault()
      this.save()
    })
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.save()
    })
    document.addEventListener("images-left-out", ({ detail }) => this.say(leftOut(detail), { bad: true }))
    window.addEventListener("hashchange", () => this.openNamed())
    this.panel.link.addEventListener("click", (event) => {
      event.preventDefault()
      this.reviewing.first()
    })
  }

  // A link to one annotation (#annotation-12) opens its card, #review goes to the first to review.
  openNamed() {
    const { hash } = window.location
    if (hash === "#review") return this.reviewing.first()
    const entry = this.store.get(hash.replace("#annotation-", ""))
    if (!entry) return
    this.panel.open(entry)
    this.panel.showWords(entry)
    if (needsReview(entry)) this.panel.focus(entry) // so that its keys work at once
  }
}

// Where anything fails the plain textarea comes back, with its own way of saving.
function start(textarea) {
  const workspace = new Workspace(textarea)
  // For tests, and for whoever looks from the console.
  textarea.workspace = {
    editor: workspace.editor,
    body: () => bodyOf(workspace.editor),
    spans: () => spansOf(workspace.editor),
    places: () => Object.fromEntries(places(workspace.editor)),
  }
}

for (const textarea of document.querySelectorAll("[data-django-prose-editor-workspace]")) {
  try {
    start(textarea)
  } catch (error) {
    for (const editor of textarea.parentElement.querySelectorAll(".prose-editor")) editor.remove()
    textarea.hidden = false
    throw error
  }
}
