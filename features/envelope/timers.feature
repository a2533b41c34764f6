@envelope
Feature: Where a cluster is calm, nervous, or down

  Timers that are short for the network and the disks elect leaders without need; a network that is
  slower still cannot elect one at all. Where that begins is measured, not guessed.

  Rule: However nervous the cluster was, nothing acknowledged is gone

    Scenario: the envelope of the scene's timers
      Given a healthy cluster
      And clients are reading and writing
      When the envelope of its timers is measured
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
