import type { ShownMessage } from '@fluxkit/discord-simulator'

export function hasImage({ pictures }: Pick<ShownMessage, 'pictures'>): boolean {
  return pictures.length > 0
}
