"""Writes torchscript.pth: a TorchScript archive whose own code saves a file when torch.load hands it to torch.jit.load. Wants a Python with torch."""

import pathlib

import torch


class Saves(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.zeros(1)

    def forward(self, x):
        return x

    @torch.jit.export
    def __getstate__(self):
        return (self.weight, self.training)

    @torch.jit.export
    def __setstate__(self, state: tuple[torch.Tensor, bool]):
        self.weight = state[0]
        self.training = state[1]
        torch.save(self.weight, "ACTED")


torch.jit.save(torch.jit.script(Saves()), str(pathlib.Path(__file__).with_suffix(".pth")))
