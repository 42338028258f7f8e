// What is under the pointer, or has the focus, is shown on both sides: a card's words in the text,
// and the cards of the words. The text is highlighted without a change of the document.

export function showPointed(panel) {
  const text = panel.editor.view.dom
  const words = new Highlight()
  CSS.highlights.set("pointed", words)

  const showWords = (element) => {
    words.clear()
    const ref = element?.closest(".card")?.dataset.ref
    if (ref === undefined) return
    for (const mark of text.querySelectorAll(`mark[data-annotation="${ref}"]`)) {
      const range = new Range()
      range.selectNodeContents(mark)
      words.add(range)
    }
  }
  panel.element.addEventListener("mouseover", ({ target }) => showWords(target))
  panel.element.addEventListener("mouseleave", () => showWords(document.activeElement))
  panel.element.addEventListener("focusin", ({ target }) => showWords(target))
  panel.element.addEventListener("focusout", () => showWords(null))

  const showCards = (element) => {
    for (const card of panel.element.querySelectorAll(".is-pointed")) card.classList.remove("is-pointed")
    for (let mark = element?.closest("mark"); mark; mark = mark.parentElement.closest("mark")) {
      const entry = panel.store.get(mark.dataset.annotation)
      if (entry) panel.cardOf(entry).element.classList.add("is-pointed")
    }
  }
  text.addEventListener("mouseover", ({ target }) => showCards(target))
  text.addEventListener("mouseleave", () => showCards(null))
}
