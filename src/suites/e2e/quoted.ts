/** A regular expression of Go, and of any other sort, for exactly this text. */
export function quoted(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/**
 * A regular expression for the test of exactly this name. What Ginkgo matches is the suite's description, a space, and the name
 * (onsi/ginkgo, internal/focus.go), so a pattern can hold the end of a name only.
 */
export function patternOfName(name: string): string {
  return ` ${quoted(name)}$`;
}
