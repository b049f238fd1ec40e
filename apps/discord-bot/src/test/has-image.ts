import type { ShownMessage } from '@fluxkit/discord-simulator'

export function hasImage({ images }: Pick<ShownMessage, 'images'>): boolean {
  return images.length > 0
}
