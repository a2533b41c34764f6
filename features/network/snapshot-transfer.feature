@network @safety
Feature: A follower that needs a snapshot and does not get it

  A member that was away for longer than the raft logs of the others reach is sent a snapshot of the
  whole db, in one connection. Where connections end half-way, the leader tries it again and again.

  Rule: The others go on, and the follower has everything once a snapshot gets through

    Scenario: snapshots to a follower break off half-way
      Given a healthy cluster on scene "short-raft-log"
      And clients are reading and writing
      When a follower falls far behind and its snapshots break off half-way
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing
