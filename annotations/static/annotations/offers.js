// Posts that stand in the text and that nobody tagged: told on top of the panel, made social embeds
// with one click or key. Whoever dismisses one is not asked about it again in this browser.
import { addMarks, places, selectRange, wordsIn } from "annotations/marking"
import { positionOf, textOf } from "annotations/offsets"
import { postsIn } from "annotations/posts"
import { completed } from "annotations/prefill"
import { inShort } from "annotations/store"

const KIND = "social_embed"
const PAUSE = 300 // milliseconds without a change before the text is read
const DISMISSED = "posts-dismissed"
const REMEMBERED = 500 // posts

export class Offers {
  // callbacks: say(message), about(range), see `prefill`.
  constructor(panel, { say, about }) {
    this.panel = panel
    this.editor = panel.editor
    this.store = panel.store
    this.say = say
    this.about = about
    this.posts = []
    this.section = document.querySelector("[data-offer]")
    this.words = new Highlight()
    CSS.highlights.set("offered", this.words)
    const part = (name) => this.section.querySelector(`[data-offer-${name}]`)
    this.what = part("what")
    this.all = part("all")
    const acts = {
      take: () => this.take(), all: () => this.take(this.posts), words: () => this.showWords(), dismiss: () => this.dismiss(),
    }
    for (const [name, act] of Object.entries(acts)) {
      part(name).addEventListener("mousedown", (event) => event.preventDefault()) // the focus stays where one writes
      part(name).addEventListener("click", act)
    }
    this.editor.on("update", () => this.wait())
    this.wait()
  }

  wait() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.look(), PAUSE)
  }

  look() {
    const dismissed = remembered()
    this.posts = this.found().filter((post) => !dismissed.includes(post.name))
    this.show()
  }

  // Those on words that are no social embed, nor were one that somebody withdrew or lost.
  found() {
    if (!this.store.allowedWhenNew.includes("edit")) return []
    const { doc } = this.editor.state
    const map = textOf(doc)
    const known = [...this.store.entries.values()].filter(({ card }) => card.kind === KIND)
    const taken = known.flatMap(({ card }) => places(this.editor).get(card.ref) ?? [])
    const gone = known.filter(({ card }) => card.id !== null && !places(this.editor).has(card.ref))
    return postsIn(map.text, (unit) => quoteAt(doc, positionOf(map, unit)))
      .map(({ start, end, fields }) => ({ from: positionOf(map, start), to: positionOf(map, end), fields }))
      .filter(({ from, to }) => !taken.some((piece) => piece.from < to && from < piece.to))
      .map((post) => ({ ...post, words: wordsIn(this.editor, post), fields: completed(post.fields, this.about(post)) }))
      .filter(({ words }) => !gone.some(({ card }) => [card.exact, card.baseline].includes(words)))
      .map((post) => ({ ...post, name: nameOf(post) }))
  }

  show() {
    const [post] = this.posts
    const held = this.section.contains(document.activeElement)
    this.section.hidden = !post
    this.words.clear()
    if (!post) {
      this.what.textContent = ""
      if (held) this.editor.view.focus()
      return
    }
    this.words.add(rangeOf(this.editor.view, post))
    const count = this.posts.length
    if (held && count === 1 && document.activeElement === this.all) this.all.previousElementSibling.focus()
    this.all.hidden = count === 1
    this.all.textContent = `Tag all ${count}`
    const told = (count === 1 ? "" : `1 of ${count}: `) + inWords(post.fields)
    if (this.what.textContent !== told) this.what.textContent = told // once it is shown, so that it is announced
  }

  // Make social embeds of them, in one step of undoing. Returns false where none is offered.
  take(posts = this.posts.slice(0, 1)) {
    if (!posts.length) return false
    const held = this.section.contains(document.activeElement)
    const made = posts.map(({ from, to, fields }) => [this.store.create(KIND, fields), { from, to }])
    const [[entry]] = made
    addMarks(this.editor, made.map(([{ card }, range]) => [card.ref, range]))
    this.panel.open(entry)
    this.look()
    if (held && !this.posts.length) this.panel.focus(entry)
    const what = made.length === 1 ? `Tagged: ${inShort(entry)}.` : `${made.length} posts tagged.`
    this.say(`${what} Alt+Shift+P goes to the fields.`)
  }

  showWords() {
    const [{ from, to }] = this.posts
    selectRange(this.editor, { from, to })
    this.editor.view.focus()
  }

  dismiss() {
    const [post] = this.posts
    if (!post) return false
    localStorage.setItem(DISMISSED, JSON.stringify([...remembered(), post.name].slice(-REMEMBERED)))
    this.look()
    this.say("Not offered again.")
  }
}

// "Post by Ada Marl (@ada), 3 November 2026, on X"
function inWords({ author_name: name, handle, post_date: date, platform }) {
  const by = name && handle ? `${name} (${handle})` : name ?? handle
  const choice = document.querySelector(`template[data-kind="${KIND}"]`).content.querySelector(`[value="${platform}"]`)
  const parts = [by ? `Post by ${by}` : "Post", date && inDays(date), choice && `on ${choice.textContent}`]
  return by ? parts.filter(Boolean).join(", ") : parts.filter(Boolean).join(" ")
}

function inDays(date) {
  if (date.length < 10) return date
  return new Date(date).toLocaleDateString(undefined, { dateStyle: "long", timeZone: "UTC" })
}

// The place of the outermost block quote that a position stands in, null for none.
function quoteAt(doc, position) {
  const here = doc.resolve(position)
  for (let depth = 1; depth <= here.depth; depth++) {
    if (here.node(depth).type.name === "blockquote") return here.before(depth)
  }
  return null
}

function rangeOf(view, { from, to }) {
  const [start, end] = [view.domAtPos(from), view.domAtPos(to)]
  const range = new Range()
  range.setStart(start.node, start.offset)
  range.setEnd(end.node, end.offset)
  return range
}

function remembered() {
  try {
    const names = JSON.parse(localStorage.getItem(DISMISSED) ?? "[]")
    return Array.isArray(names) ? names : []
  } catch {
    return []
  }
}

// What tells a post from others, though somebody corrects its words. It may not be published yet,
// so a sum is kept and not the words.
function nameOf({ words, fields: { handle, post_date: date, text } }) {
  const told = handle && text ? [handle, date, text.slice(0, 30)].join() : words
  let sum = 0
  for (const letter of told) sum = (Math.imul(sum, 31) + letter.codePointAt(0)) | 0
  return sum
}
