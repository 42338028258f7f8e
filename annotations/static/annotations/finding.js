// "Type the words to select them": finds while one types, steps through the places, and Enter
// selects the words in the text. For keyboards, for locked text, and for long texts.
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { foldForms, placesOf } from "annotations/folding"
import { selectRange } from "annotations/marking"

const { PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
const KEY = new PluginKey("finding")
const NOTHING = { found: [], at: 0 }

// Shows what was found: all places, and the one that Enter would take.
export const Findings = Extension.create({
  name: "findings",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: KEY,
        state: { init: () => NOTHING, apply: (tr, value) => tr.getMeta(KEY) ?? (tr.docChanged ? NOTHING : value) },
        props: {
          decorations: (state) => {
            const { found, at } = KEY.getState(state)
            const shown = found.map(({ from, to }, index) =>
              Decoration.inline(from, to, { class: index === at ? "is-found is-chosen" : "is-found" }),
            )
            return DecorationSet.create(state.doc, shown)
          },
        },
      }),
    ]
  },
})

export class Finding {
  constructor(editor, { say }) {
    this.editor = editor
    this.say = say
    this.bar = document.querySelector("[data-find]")
    const part = (name) => this.bar.querySelector(`[data-find-${name}]`)
    this.input = part("words")
    this.count = part("count")
    editor.view.dom.before(this.bar)
    this.input.addEventListener("input", () => this.look())
    this.bar.addEventListener("keydown", (event) => this.onKey(event))
    part("previous").addEventListener("click", () => this.step(-1))
    part("next").addEventListener("click", () => this.step(1))
    part("take").addEventListener("click", () => this.take())
    part("close").addEventListener("click", () => this.close())
    document.querySelector("[data-find-open]").addEventListener("click", () => this.open())
    keepBelow(this.bar, editor.view.dom.parentElement.querySelector(".format-bar"))
  }

  get shown() {
    return KEY.getState(this.editor.state)
  }

  open() {
    this.bar.hidden = false
    this.input.focus()
    this.input.select()
    this.look()
  }

  close() {
    this.bar.hidden = true
    this.show(NOTHING)
    this.editor.view.focus()
  }

  onKey(event) {
    const keys = { Enter: () => this.take(), Escape: () => this.close() }
    if (event.target === this.input) Object.assign(keys, { ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1) })
    else delete keys.Enter // the buttons have their own
    if (!keys[event.key] || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    keys[event.key]()
  }

  // The first place at or after the cursor is the one that Enter would take.
  look() {
    const found = findAll(this.editor.state.doc, this.input.value)
    const { from } = this.editor.state.selection
    this.show({ found, at: Math.max(found.findIndex((place) => place.from >= from), 0) })
  }

  step(by) {
    const { found, at } = this.shown
    if (found.length) this.show({ found, at: (at + by + found.length) % found.length })
  }

  show(shown) {
    const { found, at } = shown
    this.editor.view.dispatch(this.editor.state.tr.setMeta(KEY, shown).setMeta("addToHistory", false))
    const some = found.length ? `${at + 1} of ${found.length}` : "Not in the text"
    this.count.textContent = this.input.value.trim() ? some : ""
    this.editor.view.dom.querySelector(".is-chosen")?.scrollIntoView({ block: "center" })
  }

  take() {
    const { found, at } = this.shown
    if (!found.length) return this.say(this.input.value.trim() ? "These words are not in the text." : "Type the words first.")
    const place = found[at]
    this.close()
    selectRange(this.editor, place)
    this.say("Selected.")
  }
}

// Neither case nor the form of quotation marks, apostrophes, dashes and white space matters; a line
// end is white space.
function findAll(doc, words) {
  return placesOf(doc, words.trim(), foldCase)
}

function foldCase(text) {
  const lower = (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)
  return foldForms(text).replace(/\p{Lu}/gu, lower)
}

// The formatting above it stays in sight too, and wraps.
function keepBelow(bar, formatting) {
  const measure = () => bar.style.setProperty("--above", `${formatting.offsetHeight}px`)
  new ResizeObserver(measure).observe(formatting)
}
