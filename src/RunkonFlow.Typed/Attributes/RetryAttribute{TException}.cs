namespace RunkonFlow.Typed;

/// <summary>A retry policy for attempts that fail with <typeparamref name="TException"/>; the most derived match applies.</summary>
/// <typeparam name="TException">The exception, or a base of it.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class RetryAttribute<TException> : RetryAttribute where TException : Exception;
