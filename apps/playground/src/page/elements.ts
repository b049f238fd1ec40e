// Each import defines a custom element; only used ones are bundled.
/* oxlint-disable import/no-unassigned-import -- they only define the element */
import '@skyra/discord-components-core/discord-action-row.js'
import '@skyra/discord-components-core/discord-button.js'
import '@skyra/discord-components-core/discord-code.js'
import '@skyra/discord-components-core/discord-command.js'
import '@skyra/discord-components-core/discord-mention.js'
import '@skyra/discord-components-core/discord-message.js'
import '@skyra/discord-components-core/discord-messages.js'
import '@skyra/discord-components-core/discord-quote.js'
import '@skyra/discord-components-core/discord-subscript.js'
import '@skyra/discord-components-core/discord-time.js'
/* oxlint-enable import/no-unassigned-import */
