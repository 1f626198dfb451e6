namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// A request has found out after its first write that it must take it back. The group is taken back with it, and each of its
/// requests is applied again in a transaction of its own.
/// </summary>
internal sealed class RedoAloneException : Exception;
