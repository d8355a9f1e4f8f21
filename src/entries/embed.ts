import 'katex/dist/katex.min.css'
import '../course/style/index.css'
import { startEmbed } from '../embed/start-embed.ts'

startEmbed()
