// What the words themselves tell of a new annotation's fields. Guesses for a person to correct.

const PAIRS = ["“”", "‘’", "«»", "»«", "„“", "„”", "‚‘", '""', "''", "「」"]

// — Name (@handle) 3 November 2026, or November 3, 2026: the line under a pasted post.
const SIGNATURE = /[—–-]\s*([^\n—]{1,120}?)\s*\((@[\w.@-]{1,100})\)\s*[,·]?\s*([^\n]{0,40})\s*$/u
const DAY_FIRST = /\b(\d{1,2})\.? (\p{L}{3,9}),? (\d{4})\b/u
const MONTH_FIRST = /\b(\p{L}{3,9}) (\d{1,2}),? (\d{4})\b/u
const ISO = /\b\d{4}-\d{2}-\d{2}\b/
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

// One number and no scale behind it: "1,204 people", "3.5 per cent"; not "4.2 million".
const NUMBER = /^[^\d]*?([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)(?![\d.,]*\d)(.*)$/su
const SCALE = /^[\s\u00a0-]*(thousand|million|billion|trillion|k|m|bn|tn)\b/iu

export function prefill(kind, words) {
  const readers = { quote: quoteFields, social_embed: postFields, statistic: statisticFields }
  return readers[kind]?.(words) ?? {}
}

function quoteFields(words) {
  const pair = PAIRS.find((marks) => words.length > 2 && words[0] === marks[0] && words.at(-1) === marks[1])
  return { text: pair ? words.slice(1, -1) : words, quote_type: "direct" }
}

function postFields(words) {
  const match = SIGNATURE.exec(words)
  const platform = platformOf(words, match?.[2] ?? "")
  if (!match) return { text: words, ...platform }
  const [line, name, handle, when] = match
  return {
    text: words.slice(0, words.length - line.length).trimEnd(),
    author_name: name,
    handle,
    post_date: dateIn(when),
    ...platform,
  }
}

// Only what the pasted words themselves prove.
function platformOf(words, handle) {
  if (/\bpic\.(twitter|x)\.com\//.test(words)) return { platform: "x" }
  return handle.endsWith(".bsky.social") ? { platform: "bluesky" } : {}
}

function dateIn(text) {
  if (ISO.test(text)) return ISO.exec(text)[0]
  const first = DAY_FIRST.exec(text)
  const second = MONTH_FIRST.exec(text)
  const [day, month, year] = first ? first.slice(1) : second ? [second[2], second[1], second[3]] : []
  const number = MONTHS.indexOf((month ?? "").slice(0, 3).toLowerCase()) + 1
  if (!number) return ""
  return `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`
}

function statisticFields(words) {
  const match = NUMBER.exec(words)
  if (!match || /\d/.test(match[2]) || SCALE.test(match[2])) return {}
  const fields = { value: match[1].replaceAll(",", "").replace("−", "-") }
  if (/^\s*(%|per ?cent\b)/iu.test(match[2])) fields.unit = "per cent"
  return fields
}
