@disk @safety
Feature: A stalled disk costs the leader its office, not a write

  While an fsync does not return, the member can promise nothing. The others must take over.

  Rule: Another member leads while the leader's fsyncs are held, and nothing acknowledged is gone

    Scenario: the leader's fsyncs are held
      Given a healthy cluster
      And clients are reading and writing
      When the disk of the leader stalls
      Then another member becomes leader
      And after healing, every member serves and all agree
      And no acknowledged write is missing
