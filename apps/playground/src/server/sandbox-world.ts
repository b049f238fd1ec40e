import type { World } from '@fluxkit/discord-simulator'
import { drawImage } from '@fluxkit/simulator'

/** A server with an owner, a moderator and two members, and something to look at. */
export async function fillWorld(world: World): Promise<void> {
  const mia = world.user('mia')
  const noah = world.user('noah', { locale: 'de' })
  const ada = world.user('ada')
  const sam = world.user('sam')
  const guild = world.guild('Pixel Club', { owner: 'ada' })
  guild.role('admin', ['Administrator'])
  guild.role('moderator', ['ManageMessages'])
  guild.join(ada, { roles: ['admin'] }).join(sam, { roles: ['moderator'] })
  guild.join(mia).join(noah)
  const studio = guild.channel('studio')
  guild.channel('gallery')
  guild.channel('reports')
  // Their direct channels with the bot exist from the start, so that the page can offer them.
  for (const person of [mia, noah, ada, sam]) world.directChannel(person)

  ada.post(studio, 'Welcome! **Flux** paints here: type `/flux generate` and say what you would like to see.')
  const bytes = await drawImage({ prompt: 'mountain lake', model: 'flux-dev', seed: 5, width: 768, height: 512 })
  noah.post(
    studio,
    'From my hike. How would it look in autumn? Open the menu of this message and choose *Edit with Flux*.',
    [{ filename: 'hike.png', bytes }],
  )
}
