// Suggestions of sources while a name is typed. A native datalist: keyboard and screen readers
// know it, and any other name is as welcome.

const PAUSE = 150 // milliseconds without a key before the server is asked

export function offerSources(input, url) {
  const list = document.createElement("datalist")
  list.id = `${input.id}_sources`
  input.setAttribute("list", list.id)
  input.after(list)
  let timer = 0
  let asked = null
  const ask = async () => {
    const query = input.value.trim()
    if (query === asked) return
    asked = query
    try {
      const response = await fetch(`${url}?q=${encodeURIComponent(query)}`, {
        headers: { Accept: "application/json" },
      })
      if (!response.ok || query !== asked) return
      const sources = await response.json()
      list.replaceChildren(...sources.map((source) => new Option("", source.label)))
    } catch {
      asked = null // no suggestions now; the next key asks again
    }
  }
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  })
  input.addEventListener("focus", ask)
}
