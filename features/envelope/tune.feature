@envelope
Feature: Timers for a network and a disk

  Short timers find a lost leader sooner, and see lost leaders where there are none.

  Rule: What is recommended was tried, and was calm

    Scenario: timers for the scene's round trip and fsync
      Given a healthy cluster
      And clients are reading and writing
      When timers are looked for
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
