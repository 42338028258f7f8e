// "Lock text": the same editor, in which only annotations change.
import { icon } from "articles/icons"
import { Extension, Plugin } from "django-prose-editor/editor"
import { make } from "annotations/elements"

// Refuses every change of the text while it is locked; annotations may still come and go.
export const TextLock = Extension.create({
  name: "textLock",

  addStorage() {
    return { locked: false, held: false }
  },

  addProseMirrorPlugins() {
    const lock = this.storage
    return [
      new Plugin({
        filterTransaction: (tr) => !lock.locked || !tr.docChanged || tr.steps.every(isAnnotationStep),
      }),
    ]
  },
})

// Another text in the place of this one, locked or not: what a draft or a merge brings.
export function replaceText(editor, html) {
  const lock = editor.storage.textLock
  const { locked } = lock
  lock.locked = false
  editor.commands.setContent(html, { parseOptions: { preserveWhitespace: false } })
  lock.locked = locked
}

function isAnnotationStep(step) {
  const { stepType } = step.toJSON()
  return ["addMark", "removeMark"].includes(stepType) && step.mark.type.name === "annotation"
}

// The button beside the formatting; without `mayUnlock` the text is locked for good and there is
// no button. Returns {hold}: it locks the text for a while, and returns what ends that.
export function addLock(editor, form, { mayUnlock }) {
  const lock = editor.storage.textLock
  const set = (locked) => {
    lock.locked = locked
    editor.view.dom.setAttribute("aria-readonly", String(locked))
    form.classList.toggle("is-locked", locked)
    editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false)) // the toolbar looks again
  }
  if (!mayUnlock) {
    set(true)
    form.classList.add("is-read-only") // its formatting would do nothing
    form.querySelector(".format-bar").append(make("span", "format-locked", {}, "Text locked: you may annotate it"))
    return { hold: () => hold(lock, set) }
  }
  const title = "Lock text: annotate without changing it"
  const button = make("button", "format-lock", { type: "button", title, "aria-pressed": "false", tabindex: "-1" })
  button.append(icon("lock"), make("span", "", {}, "Lock text"))
  button.addEventListener("click", () => {
    set(!lock.locked)
    button.setAttribute("aria-pressed", String(lock.locked))
  })
  form.querySelector(".format-bar").append(button)
  return { hold: () => hold(lock, set, button) }
}

function hold(lock, set, button = null) {
  const before = lock.locked
  lock.held = true
  set(true)
  if (button) button.disabled = true
  return () => {
    lock.held = false
    set(before)
    if (button) button.disabled = false
  }
}
