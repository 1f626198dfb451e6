namespace RunkonFlow.Typed;

/// <summary>How a race of four branches ended.</summary>
/// <typeparam name="T1">The result of the first branch.</typeparam>
/// <typeparam name="T2">The result of the second branch.</typeparam>
/// <typeparam name="T3">The result of the third branch.</typeparam>
/// <typeparam name="T4">The result of the fourth branch.</typeparam>
/// <param name="Winner">The branch that won, from 0.</param>
/// <param name="First">What the first branch returned, when it won.</param>
/// <param name="Second">What the second branch returned, when it won.</param>
/// <param name="Third">What the third branch returned, when it won.</param>
/// <param name="Fourth">What the fourth branch returned, when it won.</param>
public readonly record struct Raced<T1, T2, T3, T4>(int Winner, T1? First, T2? Second, T3? Third, T4? Fourth);
