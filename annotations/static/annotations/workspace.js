// The preset "workspace": the editor, the marks, the toolbar and the panel, tied together.
import { bodyOf, createEditor, growingFields } from "articles/editor"
import { askAboutConflict } from "annotations/conflict"
import { showFormErrors } from "annotations/fields"
import { listenToKeys } from "annotations/keys"
import { TextLock, addLock } from "annotations/lock"
import { Annotation } from "annotations/mark"
import { places, removeMark, selectedRange, setMark, spansOf, syncMarks } from "annotations/marking"
import { textOf } from "annotations/offsets"
import { Panel } from "annotations/panel"
import { prefill } from "annotations/prefill"
import { post } from "annotations/save"
import { Store, isTouched } from "annotations/store"
import { KINDS, selectionToolbar } from "annotations/toolbar"

class Workspace {
  constructor(textarea) {
    const settings = JSON.parse(document.getElementById("workspace-data").textContent)
    this.textarea = textarea
    this.form = textarea.form
    this.store = new Store(settings)
    this.changes = 0 // counts everything that a save would write
    this.savedAt = 0 // the count at the last save
    this.saving = null
    this.editor = createEditor(textarea, {
      more: [Annotation.configure({ store: this.store }), TextLock],
      content: this.form.dataset.bound ? textarea.value : settings.body,
      onChange: () => this.touch(),
    })
    growingFields(this.form)
    this.panel = new Panel(this.editor, this.store, settings, {
      edited: () => this.touch(),
      act: (entry, action) => this.act(entry, action),
    })
    this.toolbar = selectionToolbar(this.editor, (kind) => this.tag(kind))
    addLock(this.editor, this.form, { mayUnlock: settings.mayEditText })
    listenToKeys(this)
    this.listen()
    this.openNamed()
  }

  get dirty() {
    return this.changes !== this.savedAt
  }

  touch() {
    this.changes += 1
    this.showSaved()
  }

  showSaved(text) {
    const told = document.querySelector("[data-saved]")
    told.textContent = text ?? (this.dirty ? "Unsaved changes" : told.textContent)
    told.classList.toggle("is-dirty", this.dirty)
  }

  say(message, { bad = false } = {}) {
    const live = document.querySelector("[data-live]")
    live.textContent = ""
    setTimeout(() => {
      live.textContent = message // after the region was empty, so that the same words are told twice
    }, 50)
    const told = document.querySelector("[data-message]")
    told.textContent = bad ? message : ""
    told.hidden = !bad
  }

  // Tagging

  tag(kind) {
    const range = selectedRange(this.editor)
    if (!range || !this.store.allowedWhenNew.includes("edit")) return
    const words = this.editor.state.doc.textBetween(range.from, range.to, "\n", "\n")
    const entry = this.store.create(kind, prefill(kind, words))
    setMark(this.editor, entry.card.ref, range)
    this.panel.open(entry)
    const label = KINDS.find(([name]) => name === kind)[1]
    this.say(`${label} added. Alt+Shift+P goes to its fields.`)
  }

  act(entry, action) {
    if (action === "discard") {
      entry.edited = false
      removeMark(this.editor, entry.card.ref)
      this.panel.refresh()
      this.editor.view.focus()
      return
    }
    if (action === "reattach") {
      const range = selectedRange(this.editor)
      if (!range) {
        this.say("Select the words in the text first, then re-attach.", { bad: true })
        return
      }
      setMark(this.editor, entry.card.ref, range)
      if (entry.card.id === null) return
    }
    entry.action = action
    this.touch()
    this.save()
  }

  // Saving

  async save() {
    if (this.saving) return this.saving
    this.saving = this.saveOnce().finally(() => {
      this.saving = null
    })
    return this.saving
  }

  async saveOnce(retried = false) {
    const count = this.changes
    this.showSaved("Saving …")
    const { status, answer } = await post(this.form, this.editor, this.store)
    if (status === 200) {
      this.savedAt = count
      this.absorb(answer)
      return true
    }
    if (answer.code === "stale" && answer.latest) return this.stale(answer, retried)
    this.refuse(answer)
    return false
  }

  absorb(answer) {
    this.store.absorb(answer.annotations, answer.ids)
    this.form.elements.base.value = answer.base
    this.form.elements.version.value = answer.version
    this.form.elements.slug.value = answer.slug
    this.form.dataset.url = answer.url
    if (window.location.pathname !== answer.url) window.history.replaceState(null, "", answer.url)
    document.querySelector("[data-state]").textContent = answer.state
    document.querySelector("[data-actions]").innerHTML = answer.buttons
    document.querySelector("[data-crumb]").textContent = answer.headline
    document.getElementById("transition-form").action = answer.transition_url
    const history = document.querySelector("[data-history]")
    history.href = answer.history_url
    history.hidden = false
    showFormErrors(this.form, {})
    const count = this.changes
    syncMarks(this.editor, this.store, { moved: this.dirty })
    if (this.savedAt === count) this.savedAt = this.changes // marks put right are no edit
    this.panel.refresh()
    const time = new Date().toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    this.showSaved(this.dirty ? undefined : `Saved ${time}`)
    this.say("Saved.")
  }

  refuse(answer) {
    for (const entry of this.store.entries.values()) {
      entry.action = ""
      entry.errors = answer.errors?.annotations?.[entry.card.ref] ?? {}
    }
    showFormErrors(this.form, answer.errors ?? {})
    this.showSaved(this.dirty ? "Unsaved changes" : undefined)
    this.panel.showErrors()
    this.say(answer.message ?? "Nothing was saved.", { bad: true })
  }

  // Somebody saved in the meantime. Where nothing of ours meets theirs, go on by ourselves; else
  // show both and ask.
  async stale(answer, retried) {
    const { latest } = answer
    const sameText = latest.base === Number(this.form.elements.base.value)
    const mine = this.store.get(String(answer.annotation))
    if (sameText && !retried && (!mine || !isTouched(mine))) {
      this.form.elements.version.value = answer.version
      this.store.refresh(answer.annotations)
      syncMarks(this.editor, this.store)
      this.panel.refresh()
      return answer.annotation ? this.saveOnce(true) : (this.refuse(answer), false)
    }
    this.showSaved("Unsaved changes")
    const text = textOf(this.editor.state.doc).text
    const { headline, standfirst } = this.form.elements
    const choice = await askAboutConflict(
      { headline: headline.value, standfirst: standfirst.value, text }, latest, answer.message,
    )
    if (choice === "stay") {
      this.say("Nothing was saved. Your text is still here.", { bad: true })
      return false
    }
    this.form.elements.base.value = latest.base
    this.form.elements.version.value = answer.version
    this.store.refresh(answer.annotations)
    this.panel.refresh()
    return this.saveOnce(true)
  }

  // Controls

  listen() {
    this.form.addEventListener("input", (event) => {
      if (event.target.closest(".desk-text") && !event.target.closest(".prose-editor")) this.touch()
    })
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.save()
    })
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty) event.preventDefault()
    })
    document.querySelector("[data-actions]").addEventListener("click", (event) => this.leave(event))
  }

  // Publishing and the like speak of what is saved: save first, then go.
  async leave(event) {
    const control = event.target.closest("[data-leave]")
    if (!control || !this.dirty) return
    event.preventDefault()
    const { name, value } = control
    if (!(await this.save())) return
    const same = control.href
      ? document.querySelector("[data-actions] a[data-leave]")
      : document.querySelector(`[data-actions] button[name="${name}"][value="${value}"]`)
    same?.click()
  }

  // A link to one annotation (#annotation-12) opens its card.
  openNamed() {
    const entry = this.store.get(window.location.hash.replace("#annotation-", ""))
    if (!entry) return
    this.panel.open(entry)
    this.panel.showWords(entry)
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
