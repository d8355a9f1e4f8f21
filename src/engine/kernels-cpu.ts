import { registerKernel } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu/dist/base'
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/_FusedMatMul'
import { absConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Abs'
import { addConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add'
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/BatchMatMul'
import { castConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Cast'
import { clipByValueConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/ClipByValue'
import { concatConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Concat'
import { cosConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Cos'
import { expConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Exp'
import { fillConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Fill'
import { identityConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Identity'
import { logConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Log'
import { maxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Max'
import { maximumConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Maximum'
import { multiplyConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply'
import { negConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Neg'
import { oneHotConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/OneHot'
import { powConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Pow'
import { realDivConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/RealDiv'
import { reluConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Relu'
import { reshapeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape'
import { sigmoidConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sigmoid'
import { signConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sign'
import { sinConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sin'
import { sliceConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Slice'
import { softmaxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax'
import { softplusConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Softplus'
import { sqrtConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sqrt'
import { squareConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Square'
import { stepConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Step'
import { subConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sub'
import { sumConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sum'
import { tanConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Tan'
import { tanhConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Tanh'
import { transposeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Transpose'

/** Registers tfjs's CPU backend with the kernels that our models and rules use; all of them would be 5 times as much. */
const KERNELS = [
  _fusedMatMulConfig,
  absConfig,
  addConfig,
  batchMatMulConfig,
  castConfig,
  clipByValueConfig,
  concatConfig,
  cosConfig,
  expConfig,
  fillConfig,
  identityConfig,
  logConfig,
  maxConfig,
  maximumConfig,
  multiplyConfig,
  negConfig,
  oneHotConfig,
  powConfig,
  realDivConfig,
  reluConfig,
  reshapeConfig,
  sigmoidConfig,
  signConfig,
  sinConfig,
  sliceConfig,
  softmaxConfig,
  softplusConfig,
  sqrtConfig,
  squareConfig,
  stepConfig,
  subConfig,
  sumConfig,
  tanConfig,
  tanhConfig,
  transposeConfig,
]
KERNELS.forEach(registerKernel)
