namespace RunkonFlow.Typed;

/// <summary>Attempts that fail with <typeparamref name="TException"/> are not repeated, whatever the retry policy says.</summary>
/// <typeparam name="TException">The exception, or a base of it.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class NoRetryAttribute<TException> : Attribute where TException : Exception;
