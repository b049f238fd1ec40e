// Loaded into the bot's process: when the playground is gone, however it ended, so is its bot.
process.on('disconnect', () => process.exit(1))
