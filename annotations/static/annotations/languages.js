// In which language pasted posts are: the code that shows a post says it, in an attribute that the
// text does not keep. Remembered until the page is left.
import { parsePasted } from "articles/paste"

// Codes for "no language" and "nobody knows", the platforms' own among them.
const NONE = /^(?:und|zxx|mis|mul|art|q[a-t][a-z])\b/i

export class Languages {
  constructor(editor, field) {
    this.field = field // the article's language
    this.said = new Map() // a post's words without white space → language
    editor.view.dom.addEventListener("paste", ({ clipboardData }) => this.read(clipboardData), { capture: true })
  }

  read(clipboard) {
    const code = clipboard?.getData("text/html") || clipboard?.getData("text/plain") || ""
    if (!/<blockquote\b/i.test(code)) return
    for (const words of parsePasted(code).querySelectorAll("blockquote p[lang]")) {
      if (solid(words.textContent)) this.said.set(solid(words.textContent), words.lang)
    }
  }

  // That of a post with these words; "" where it is not known, or the article's.
  of(post) {
    const all = solid(post)
    const [, language = ""] = [...this.said].findLast(([words]) => all.includes(words)) ?? []
    return NONE.test(language) || main(language) === main(this.field.value) ? "" : language
  }
}

function solid(words) {
  return words.replace(/\s+/gu, "")
}

function main(language) {
  return language.toLowerCase().split("-")[0]
}
