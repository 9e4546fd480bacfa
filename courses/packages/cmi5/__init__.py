"""cmi5: packages whose parts report by xAPI statements. Pure functions.

Source: cmi5 Specification Profile for xAPI, "Quartz" (ADL and AICC, 2016), named by section; xAPI 1.0.3.
"""
