namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>A place at which a writer can be stopped from outside.</summary>
internal enum WritePlace : byte
{
    /// <summary>The write lock is held, nothing is written.</summary>
    Begun,

    /// <summary>Everything is written, nothing is committed.</summary>
    BeforeCommit,

    /// <summary>It is committed, nobody has been told.</summary>
    AfterCommit,
}
