/** Colours from dark to light, as one table of `steps` RGB triples. */
export type Palette = Float32Array

const paletteSteps = 1_024

interface Theme {
  readonly words: readonly string[]
  readonly stops: readonly number[]
}

/** Five stops each; a prompt that names one of the words gets that theme. */
const themes: readonly Theme[] = [
  {
    words: ['red', 'fox', 'fire', 'autumn', 'orange', 'lava', 'dragon', 'tiger'],
    stops: [0x1a0b1e, 0x5c1a33, 0xd1432c, 0xf6a04a, 0xffe9bd],
  },
  {
    words: ['sea', 'ocean', 'blue', 'water', 'wave', 'lake', 'fish', 'rain', 'boat'],
    stops: [0x031926, 0x0b4f6c, 0x1b9aaa, 0x86d9c4, 0xf6f5e0],
  },
  {
    words: ['green', 'forest', 'tree', 'garden', 'jungle', 'leaf', 'frog', 'spring'],
    stops: [0x0b1d17, 0x1c4b34, 0x4f8f4a, 0xb9cf76, 0xfaf3cf],
  },
  {
    words: ['pink', 'purple', 'flower', 'orchid', 'rose', 'dress', 'love'],
    stops: [0x160f29, 0x4a1e6b, 0xab3f8f, 0xf590b0, 0xfdeae4],
  },
  {
    words: ['night', 'space', 'star', 'galaxy', 'moon', 'city', 'robot', 'neon', 'planet'],
    stops: [0x050714, 0x16205a, 0x4d49b0, 0xb08ae0, 0xf9dcef],
  },
  {
    words: ['desert', 'sand', 'gold', 'yellow', 'brown', 'dog', 'coffee', 'lion', 'bread'],
    stops: [0x22140f, 0x6a3b27, 0xb9773d, 0xe9bd7d, 0xfdf2da],
  },
  {
    words: ['white', 'snow', 'winter', 'ice', 'cat', 'siamese', 'cloud', 'mountain'],
    stops: [0x0d1a2b, 0x2c4f73, 0x7397bf, 0xc3d6ea, 0xfffaf4],
  },
  {
    words: ['sunset', 'sunrise', 'summer', 'beach', 'portrait', 'woman', 'man'],
    stops: [0x1b1035, 0x6a2c70, 0xe0526a, 0xfaa76f, 0xfff2c8],
  },
]

function channel(colour: number, index: number): number {
  return (colour >> (16 - 8 * index)) & 255
}

function spread(stops: readonly number[]): Palette {
  const palette = new Float32Array(paletteSteps * 3)
  for (let step = 0; step < paletteSteps; step++) {
    const position = (step / (paletteSteps - 1)) * (stops.length - 1)
    const index = Math.min(stops.length - 2, Math.floor(position))
    const share = position - index
    for (let part = 0; part < 3; part++) {
      // Mixing squares keeps the middle of two colours from turning grey.
      const from = channel(stops[index] ?? 0, part) ** 2
      const to = channel(stops[index + 1] ?? 0, part) ** 2
      palette[step * 3 + part] = Math.sqrt(from + (to - from) * share)
    }
  }
  return palette
}

/** The theme of the first word that hints at one, otherwise one by chance. */
export function choosePalette(prompt: string, random: () => number): Palette {
  const words = prompt
    .toLowerCase()
    .slice(0, 400)
    .split(/[^a-z]+/)
  const [hinted] = words.flatMap((word) => themes.find((theme) => theme.words.includes(word)) ?? [])
  const chance = themes[Math.floor(random() * themes.length)]
  return spread((hinted ?? chance ?? { stops: [0, 0xffffff] }).stops)
}

/** Offset of the colour at `position` in [0, 1]. */
export function at(position: number): number {
  const step = (position * (paletteSteps - 1)) | 0
  return (step < 0 ? 0 : step >= paletteSteps ? paletteSteps - 1 : step) * 3
}
