"""Describes a checkpoint of nnU-Net as little as torch can: no bytes of the weights are read (torch.load, mmap, meta device)."""
import sys

import torch

checkpoint = torch.load(sys.argv[1], mmap=True, map_location="meta", weights_only=False)
for name, tensor in checkpoint["network_weights"].items():
    print(name, tuple(tensor.shape), tensor.dtype)
