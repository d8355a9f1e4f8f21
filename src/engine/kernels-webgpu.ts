import { registerKernel } from '@tensorflow/tfjs-core'

import { absConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Abs'
import { addConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add'
import { castConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast'
import { clipByValueConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ClipByValue'
import { concatConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat'
import { cosConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cos'
import { expConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Exp'
import { fillConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Fill'
import { identityConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity'
import { logConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Log'
import { maxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Max'
import { maximumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Maximum'
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply'
import { negConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Neg'
import { oneHotConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/OneHot'
import { powConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Pow'
import { realDivConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv'
import { reluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu'
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape'
import { sigmoidConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sigmoid'
import { signConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sign'
import { sinConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sin'
import { sliceConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice'
import { softmaxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Softmax'
import { softplusConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Softplus'
import { sqrtConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sqrt'
import { squareConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Square'
import { stepConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Step'
import { subConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub'
import { tanConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Tan'
import { tanhConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Tanh'
import { transposeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Transpose'
import './kernels/column-sum.ts'
import './kernels/small-matmul.ts'

/** Registers those of tfjs's WebGPU kernels that our models and rules use; two are ours (kernels/). worker/device.ts makes the backend. */
const KERNELS = [
  absConfig,
  addConfig,
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
  tanConfig,
  tanhConfig,
  transposeConfig,
]
KERNELS.forEach(registerKernel)
