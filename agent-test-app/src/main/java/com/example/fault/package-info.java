/**
 * One file per fault, named as the cause that a diagnosis should find. Each is provoked for real.
 */
package com.example.fault;
