import { registerGradient } from '@tensorflow/tfjs-core'
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad'
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad'
import { conv2DGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Conv2D_grad'
import { gatherGradConfig } from '@tensorflow/tfjs-core/dist/gradients/GatherV2_grad'
import { maxPoolGradConfig } from '@tensorflow/tfjs-core/dist/gradients/MaxPool_grad'
import { meanGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Mean_grad'
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad'
import { negGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Neg_grad'
import { rsqrtGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Rsqrt_grad'
import { sliceGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Slice_grad'
import { softmaxGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Softmax_grad'
import { splitVGradConfig } from '@tensorflow/tfjs-core/dist/gradients/SplitV_grad'
import { squareGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Square_grad'
import { subGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sub_grad'
import { sumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sum_grad'
import { transposeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Transpose_grad'
import { unpackGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Unpack_grad'
import '../models/gradients.ts'

/** Registers tfjs's own gradients of the operations that the readable networks are made of; four are ours. */
const GRADIENTS = [
  addGradConfig,
  batchMatMulGradConfig,
  conv2DGradConfig,
  gatherGradConfig,
  maxPoolGradConfig,
  meanGradConfig,
  multiplyGradConfig,
  negGradConfig,
  rsqrtGradConfig,
  sliceGradConfig,
  softmaxGradConfig,
  splitVGradConfig,
  squareGradConfig,
  subGradConfig,
  sumGradConfig,
  transposeGradConfig,
  unpackGradConfig,
]
GRADIENTS.forEach(registerGradient)
