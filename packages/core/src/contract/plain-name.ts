/** A name without regard to case and separators: `aspect_ratio` and `aspectRatio` are the same. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '')
}
