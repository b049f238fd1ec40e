import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  FileUploadBuilder,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { expect, test } from 'vitest'
import { startBot } from './bot.ts'

// What discord.js itself sends has to pass the validator: closing the bot fails the test otherwise.

const file = (name: string): AttachmentBuilder =>
  new AttachmentBuilder(Buffer.from('bytes'), { name, description: 'alt' })

function gallery(...names: string[]): MediaGalleryBuilder {
  return new MediaGalleryBuilder().addItems(
    names.map((name) => ({ media: { url: `attachment://${name}` }, description: 'a cat' })),
  )
}

const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('v1:again:7').setLabel('Again').setStyle(ButtonStyle.Primary),
  new ButtonBuilder().setURL('https://example.com').setLabel('Link').setStyle(ButtonStyle.Link),
)

test('a deferred reply becomes a container with a gallery, text and buttons', async () => {
  await using bot = await startBot()
  bot.on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    const container = new ContainerBuilder()
      .addMediaGalleryComponents(gallery('one.png', 'two.png'))
      .addTextDisplayComponents(new TextDisplayBuilder().setContent('flux-dev · 12 s'))
      .addActionRowComponents(buttons)
    await interaction.editReply({
      components: [container],
      files: [file('one.png'), file('two.png')],
      flags: MessageFlags.IsComponentsV2,
      allowedMentions: { parse: [] },
    })
  })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a cat' })
  await reply.done()
  expect(bot.failures).toEqual([])
  expect(reply.message.text).toBe('flux-dev · 12 s')
  expect(reply.message.images.map(({ alt, file: shown }) => [alt, shown?.filename])).toEqual([
    ['a cat', 'one.png'],
    ['a cat', 'two.png'],
  ])
  expect(reply.message.buttons.map(({ label }) => label)).toEqual(['Again', 'Link'])
})

test('a button opens a modal with text and upload, whose submission updates the message', async () => {
  await using bot = await startBot()
  const received: unknown[] = []
  bot.on(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({ content: 'ready', components: [buttons] })
    } else if (interaction.isButton()) {
      const text = new TextInputBuilder().setCustomId('prompt').setStyle(TextInputStyle.Paragraph).setMaxLength(4000)
      const modal = new ModalBuilder().setCustomId('v1:edit:7').setTitle('Edit and retry')
      modal.addLabelComponents(
        new LabelBuilder().setLabel('Prompt').setTextInputComponent(text),
        new LabelBuilder()
          .setLabel('Image')
          .setFileUploadComponent(new FileUploadBuilder().setCustomId('image').setRequired(false)),
      )
      await interaction.showModal(modal)
    } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      received.push(interaction.fields.getTextInputValue('prompt'))
      received.push(interaction.fields.getUploadedFiles('image', false)?.first()?.name)
      await interaction.update({ content: 'changed', components: [] })
    }
  })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a cat' })
  const opened = await bot.anna.click(reply.message, 'Again')
  const sent = await bot.anna.submitModal(opened, {
    prompt: 'two\ncats',
    image: [{ filename: 'in.png', bytes: Buffer.from('p') }],
  })
  expect(bot.failures).toEqual([])
  expect(received).toEqual(['two\ncats', 'in.png'])
  expect(sent.state).toBe('updated')
  expect(reply.message.text).toBe('changed')
})

test('menus, deferred updates and follow-ups', async () => {
  await using bot = await startBot()
  const received: unknown[] = []
  const menu = new StringSelectMenuBuilder().setCustomId('pick').addOptions({ label: 'First', value: '1' })
  bot.on(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)
      const answer = await interaction.reply({ content: 'pick', components: [row], withResponse: true })
      received.push(answer.resource?.message?.content)
    } else if (interaction.isStringSelectMenu()) {
      await interaction.deferUpdate()
      await interaction.editReply({ content: `picked ${interaction.values.join()}`, components: [] })
      const extra = await interaction.followUp({ content: 'psst', flags: MessageFlags.Ephemeral })
      await interaction.deleteReply(extra)
    }
  })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a cat' })
  const picked = await bot.anna.select(reply.message, 'pick', ['1'])
  await picked.until(() => reply.message.text === 'picked 1')
  await picked.until((one) => bot.simulator.requests.at(-1)?.method === 'DELETE' && one.followUps.length === 0)
  expect(bot.failures).toEqual([])
  expect(received).toEqual(['pick'])
})

test('channel posts with a nonce, edits, fetches, direct messages and deletions', async () => {
  await using bot = await startBot()
  const channel = await bot.client.channels.fetch(bot.channel.id)
  if (!channel?.isSendable()) throw new Error('The bot cannot write here')
  const options = {
    content: 'done',
    files: [file('a.png')],
    nonce: 'job-7',
    enforceNonce: true,
    allowedMentions: { parse: [] },
  }
  const [first, second] = [await channel.send(options), await channel.send(options)]
  expect(second.id).toBe(first.id)
  await first.edit({ content: 'really done', attachments: [] })
  const again = await channel.messages.fetch({ message: first.id, force: true })
  expect([again.content, again.attachments.size]).toEqual(['really done', 0])
  await channel.sendTyping()
  const user = await bot.client.users.fetch(bot.anna.id)
  await user.send({ flags: MessageFlags.IsComponentsV2, components: [gallery('b.png')], files: [file('b.png')] })
  const [direct] = bot.simulator.world.directChannel(bot.anna).messages
  expect(direct?.images[0]?.file?.filename).toBe('b.png')
  await first.delete()
  expect(bot.channel.messages).toEqual([])
})

test('permissions, size limit, languages and install contexts arrive', async () => {
  await using bot = await startBot()
  bot.channel.denyBot('AttachFiles')
  const seen: unknown[] = []
  bot.on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    seen.push(interaction.appPermissions.has('AttachFiles'), interaction.attachmentSizeLimit, interaction.locale)
    seen.push(interaction.inCachedGuild(), interaction.authorizingIntegrationOwners.userId)
    await interaction.reply({ content: 'ok' })
  })
  await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a cat' })
  const friends = bot.simulator.world.groupChannel('friends', [bot.anna.installApp()])
  await bot.anna.slash(friends, 'flux generate', { prompt: 'a cat' })
  expect(bot.failures).toEqual([])
  expect(seen).toEqual([false, 10_485_760, 'de', true, null, true, 10_485_760, 'de', false, bot.anna.id])
})

test('errors come to discord.js with their codes', async () => {
  await using bot = await startBot()
  bot.on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.reply('one')
    await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
      body: { type: 4, data: { content: 'two' } },
      auth: false,
    })
  })
  await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a cat' })
  await bot.clock.advance(0)
  expect(bot.failures).toMatchObject([{ code: 40_060, status: 400 }])
})
