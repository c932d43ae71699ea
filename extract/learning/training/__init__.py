"""Training of the encoder that ships, or of one's own: labelled documents in, a model folder out. Needs torch.

`examples` prepares documents, `network` is the model, `fit` the loop, `joining` weighs model against rules, `writing`
makes the folder that `extract.encoder` runs.
"""
