import 'katex/dist/katex.min.css'
import '../course/style/index.css'
import { startPage } from '../course/start-page.ts'

startPage()
