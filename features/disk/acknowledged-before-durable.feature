@disk @safety
Feature: What is acknowledged is on the disks of a majority

  etcd promises that a completed write is durable. While the fsyncs of a majority do not return, no
  answer is the only honest one.

  Rule: No write is acknowledged while a majority's fsyncs are held

    Scenario: a write is called while a majority's fsyncs are held
      Given a healthy cluster
      When the fsyncs of a majority of the members are held
      And a client writes
      Then no write is acknowledged before it is durable
