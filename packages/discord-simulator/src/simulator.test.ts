import { request } from 'node:http'
import { AttachmentBuilder, MessageFlags } from 'discord.js'
import { expect, test } from 'vitest'
import { createDiscordSimulator } from './simulator.ts'
import { startBot } from './testing/bot.ts'

test('a deferred slash command is followed to its edited reply with a file', async () => {
  await using bot = await startBot()
  bot.on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const file = new AttachmentBuilder(Buffer.from('bytes'), { name: 'cat.png', description: 'a cat' })
    await interaction.editReply({ content: interaction.options.getString('prompt', true), files: [file] })
  })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a cat' })
  await reply.done()
  expect(reply.message.content).toBe('a cat')
  expect(reply.message.ephemeral).toBe(true)
  expect(reply.message.files[0]?.description).toBe('a cat')
  const answer = await fetch(reply.message.files[0]!.url)
  expect(await answer.text()).toBe('bytes')
  expect(bot.channel.messages).toEqual([])
  expect(bot.anna.messages(bot.channel)).toHaveLength(1)
})

test('autocomplete gives the choices for what was typed', async () => {
  await using bot = await startBot()
  bot.on(async (interaction) => {
    if (!interaction.isAutocomplete()) return
    await interaction.respond([{ name: `${interaction.options.getFocused()} one`, value: 'flux-pro' }])
  })
  const choices = await bot.anna.autocomplete(bot.channel, 'flux generate', 'model', { model: 'pro' })
  expect(choices).toEqual([{ name: 'pro one', value: 'flux-pro' }])
})

test('a client that is killed in the middle of a request is not a failure of the simulator', async () => {
  const discord = createDiscordSimulator()
  const running = await discord.listen()
  const body = { 'content-type': 'application/json', 'content-length': '100' }
  const cut = request(`${running.apiBase}/v10/channels/1/messages`, { method: 'POST', headers: body })
  cut.on('error', () => undefined)
  await new Promise((resolve) => {
    cut.write('{"content":', resolve)
  })
  // The server has it before it is cut: another request on its own connection is answered after it.
  await (await fetch(`${running.apiBase}/v10/gateway`)).arrayBuffer()
  cut.destroy()
  await new Promise((resolve) => {
    cut.once('close', resolve)
  })
  await (await fetch(`${running.apiBase}/v10/gateway`)).arrayBuffer()

  discord.validator.takeFailures()
  await expect(running.close()).resolves.toBeUndefined()
})
