/** Numbers in [0, 1) without an obvious pattern, the same in every run: a sandbox draws the same images. */
export function repeatableRandom(): () => number {
  let count = 0
  return () => {
    count += 1
    return Math.abs(Math.sin(count) * 10_000) % 1
  }
}
