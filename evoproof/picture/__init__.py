"""Evolution kernels as pictures: one window of weights for each pixel and pair of channels.

image.py      a small image, made by a formula
weights.py    windows and colours that the operators' weights are made of
operators.py  the operators, with sizes and weights
windows.py    a kernel's numbers at some pixels, from its definition
figure.py     what is drawn of an operator: pixels, panels of windows, scales
words.py      what a kernel depends on, proved or with a witness
scene.py      rectangles, lines and labels; layout.py puts a figure into them
svg.py, png.py   two writers of a scene; files.py chooses one
"""
