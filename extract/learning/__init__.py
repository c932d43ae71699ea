"""Measuring on labelled documents. (Training comes into this room too.)"""
